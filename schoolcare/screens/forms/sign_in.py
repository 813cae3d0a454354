"""The forms of log-in and passwords in our words; what they do stays allauth's."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError


def speak(form: forms.Form, labels: dict[str, str]) -> None:
    """Give the fields these labels; placeholders repeat them, foreign hints go."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    form.helper = helper  # type: ignore[attr-defined]  # where crispy looks for it
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        field.label = labels.get(name, field.label)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"login": "ชื่อผู้ใช้หรืออีเมล", "password": "รหัสผ่าน", "remember": "จำไว้ในเครื่องนี้"})
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(
            self,
            {"oldpassword": "รหัสผ่านเดิม", "password1": "รหัสผ่านใหม่", "password2": "รหัสผ่านใหม่ อีกครั้ง"},
        )
        self.fields["password1"].help_text = "อย่างน้อย 8 ตัว ไม่ใช่ตัวเลขล้วน"

    def clean_password1(self) -> str:
        """Whoever came in with a one-time password may not keep it."""
        new = self.cleaned_data["password1"]
        if self.user.check_password(new):
            raise ValidationError("รหัสผ่านใหม่ต้องไม่ซ้ำรหัสผ่านเดิม")
        return new


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"email": "อีเมล"})


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"password1": "รหัสผ่านใหม่", "password2": "รหัสผ่านใหม่ อีกครั้ง"})
        self.fields["password1"].help_text = "อย่างน้อย 8 ตัว ไม่ใช่ตัวเลขล้วน"


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"password": "รหัสผ่าน"})


class CodeForm(mfa.AuthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"code": "รหัส 6 หลักจากแอป หรือรหัสสำรอง"})


class CodeAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"code": "รหัส 6 หลักจากแอป หรือรหัสสำรอง"})


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"code": "รหัส 6 หลักที่แอปแสดง"})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
