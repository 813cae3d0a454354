"""Thai digits on paper: what a reader sees is converted, codes and addresses are not."""

import pytest

from schoolcare.paper.digits import with_thai_digits


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>ที่ 45/2569</p>", "<p>ที่ ๔๕/๒๕๖๙</p>"),
        ('<td colspan="2" class="c4">12</td>', '<td colspan="2" class="c4">๑๒</td>'),
        ('<b class="latin">ป.4</b> 5', '<b class="latin">ป.4</b> ๕'),
        ('<b class="nb latin x">1<b>2</b>3</b>4', '<b class="nb latin x">1<b>2</b>3</b>๔'),
        ('<b class="latinum">1</b>', '<b class="latinum">๑</b>'),
        ('<p class="id"><i>1</i><i>2</i></p>3', '<p class="id"><i>1</i><i>2</i></p>๓'),
        ("<style>a { width: 2mm }</style>1", "<style>a { width: 2mm }</style>๑"),
        (
            '<svg viewBox="0 0 1 1"><text>9</text></svg>1',
            '<svg viewBox="0 0 1 1"><text>9</text></svg>๑',
        ),
        ("ดู https://a.th/1?b=2 หน้า 3", "ดู https://a.th/1?b=2 หน้า ๓"),
        ("www.school1.ac.th 1", "www.school1.ac.th ๑"),
        ("โทร. 02 999, a1@school2.ac.th", "โทร. ๐๒ ๙๙๙, a1@school2.ac.th"),
        ("", ""),
    ],
)
def test_with_thai_digits(html, expected):
    assert with_thai_digits(html) == expected
