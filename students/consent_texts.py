"""The words about publication that a school reads to a family, each version as it was read.

An answer keeps the version; new words are a new version, the old ones stay.
"""

CONSENT_TEXT = "2569-1"  # the version read today
CONSENT_TEXTS = {
    "2569-1": "โรงเรียนขออนุญาตเผยแพร่ชื่อ ภาพถ่าย และผลงานของนักเรียนในจุลสาร ป้ายประกาศ "
    "เว็บไซต์ และสื่อสังคมของโรงเรียน เพื่อประชาสัมพันธ์กิจกรรมของโรงเรียน ผู้ปกครองยินยอมหรือไม่ยินยอมก็ได้ "
    "ไม่มีผลต่อการเรียนและการดูแลนักเรียน และเปลี่ยนคำตอบได้ทุกเมื่อโดยแจ้งโรงเรียน",
}
