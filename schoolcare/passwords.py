"""Django's rules for passwords, said in Thai: its own Thai catalogue lacks these words."""

from typing import Any

from django.contrib.auth import password_validation as rules


class NotLikeTheUser(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> Any:
        return "รหัสผ่านคล้ายชื่อหรือข้อมูลของคุณเกินไป"

    def get_help_text(self) -> str:
        return "ไม่คล้ายชื่อหรือข้อมูลของคุณ"


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> Any:
        return f"รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {self.min_length} ตัวอักษร"

    def get_help_text(self) -> str:
        return f"อย่างน้อย {self.min_length} ตัวอักษร"


class NotCommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> Any:
        return "รหัสผ่านนี้เดาได้ง่าย มีคนใช้กันมาก"

    def get_help_text(self) -> str:
        return "ไม่ใช่รหัสผ่านที่ใช้กันทั่วไป"


class NotOnlyDigits(rules.NumericPasswordValidator):
    def get_error_message(self) -> Any:
        return "รหัสผ่านเป็นตัวเลขล้วนไม่ได้"

    def get_help_text(self) -> str:
        return "ไม่เป็นตัวเลขล้วน"
