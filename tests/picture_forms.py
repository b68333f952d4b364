"""The image form of a site that asks who took a picture."""

from django import forms
from wagtail.images.forms import BaseImageForm


class CreditedImageForm(BaseImageForm):
    photographer = forms.CharField()
