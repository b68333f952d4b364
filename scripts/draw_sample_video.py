"""Draws the sample newsroom's video: the ferry of its pictures casts off.

Needs ffmpeg, which nothing else here does: the file it makes is committed.

    python -m scripts.draw_sample_video [path of ffmpeg]
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image

from sandbox_site.news.sample import scenes

TARGET = Path("sandbox_site/news/sample/ferry.webm")
SIZE = (640, 360)
FRAMES_A_SECOND = 10
SECONDS = 6
#: A horn, once; the captions say so.
HORN = "sine=frequency=116:duration=1.6,volume=0.5,apad=whole_dur=6"


def draw_frames():
    """The camera draws back from the ferry, and pans as it leaves."""
    scene = scenes.ferry()
    count = FRAMES_A_SECOND * SECONDS
    for number in range(count):
        done = number / (count - 1)
        width = 960 + 640 * done
        height = width * 9 / 16
        left = (scene.width - width) * (0.35 + 0.15 * done)
        top = (scene.height - height) * 0.6
        area = (left, top, left + width, top + height)
        yield scene.resize(SIZE, Image.Resampling.LANCZOS, box=area)


def main(ffmpeg: str = "ffmpeg") -> None:
    command = [
        *(ffmpeg, "-y", "-loglevel", "error"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "{}x{}".format(*SIZE)),
        *("-r", str(FRAMES_A_SECOND), "-i", "-", "-f", "lavfi", "-i", HORN),
        *("-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-b:v", "0", "-crf", "48"),
        *("-c:a", "libopus", "-b:a", "16k", "-shortest", "-map_metadata", "-1"),
        *("-fflags", "+bitexact", "-flags", "+bitexact", str(TARGET)),
    ]
    frames = b"".join(frame.tobytes() for frame in draw_frames())
    subprocess.run(command, input=frames, check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
