"""board/ …: the class board and what it leads to."""

from django.urls import path

from students.views import boards, records

urlpatterns = [
    path("board/", boards.board, name="board"),
    path("board/figures/", boards.board_figures, name="board-figures"),
    path("board/<int:pk>/", boards.board_class, name="board-class"),
    path("board/record/", records.record_rule, name="record-rule"),
    path("<int:pk>/record/", records.record_missing, name="record-missing"),
]
