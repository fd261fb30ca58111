"""Makes screenshots small: at most 256 colours, chosen by median cut, in a PNG that indexes them."""

from __future__ import annotations

import base64
import math
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from playwright.sync_api import Page

Bytes = NDArray[np.uint8]
MOST_COLOURS = 256
# Runs in an empty page: the browser knows how to read a PNG, so that we need not.
READ_PIXELS = """async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    let text = "";
    for (let start = 0; start < data.length; start += 32768) {
        text += String.fromCharCode(...data.subarray(start, start + 32768));
    }
    return { width: picture.width, height: picture.height, pixels: btoa(text) };
}"""


def pixels_of(page: Page, png: bytes) -> Bytes:
    """Return a PNG's pixels as rows x columns x (red, green, blue); `page` must be empty (about:blank)."""
    address = "data:image/png;base64," + base64.b64encode(png).decode("ascii")
    seen: dict[str, Any] = page.evaluate(READ_PIXELS, address)
    flat = np.frombuffer(base64.b64decode(seen["pixels"]), dtype=np.uint8)
    return flat.reshape(seen["height"], seen["width"], 4)[:, :, :3]


def halves(box: NDArray[np.intp], colours: Bytes, counts: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Split a box of colours along its widest channel where half of its pixels lie on either side."""
    channel = int(np.argmax(np.ptp(colours[box], axis=0)))
    ordered = box[np.argsort(colours[box, channel], kind="stable")]
    weights = np.cumsum(counts[ordered])
    cut = int(np.clip(np.searchsorted(weights, weights[-1] / 2), 1, len(ordered) - 1))
    return [ordered[:cut], ordered[cut:]]


def spread(box: NDArray[np.intp], colours: Bytes, counts: NDArray[np.intp]) -> float:
    """Return how much a box would gain from being split: its widest range, weighed by its pixels."""
    if len(box) < 2:
        return 0.0
    return float(np.ptp(colours[box], axis=0).max()) * math.sqrt(float(counts[box].sum()))


def palette_of(colours: Bytes, counts: NDArray[np.intp], most: int) -> tuple[Bytes, Bytes]:
    """Return a palette of at most `most` colours and, for each colour given, its number in the palette."""
    boxes = [np.arange(len(colours))]
    gains = [spread(boxes[0], colours, counts)]
    while len(boxes) < min(most, len(colours)):
        widest = int(np.argmax(gains))
        parts = halves(boxes.pop(widest), colours, counts)
        gains.pop(widest)
        boxes += parts
        gains += [spread(part, colours, counts) for part in parts]
    numbers = np.empty(len(colours), dtype=np.uint8)
    palette = np.empty((len(boxes), 3), dtype=np.uint8)
    for number, box in enumerate(boxes):
        numbers[box] = number
        palette[number] = np.rint(np.average(colours[box], axis=0, weights=counts[box]))
    return palette, numbers


def chunk(name: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def small_png(pixels: Bytes, most: int = MOST_COLOURS) -> bytes:
    """Return rows x columns x 3 pixels as an indexed PNG; the same pixels give the same bytes."""
    height, width, _channels = pixels.shape
    flat, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    palette, numbers = palette_of(flat, counts, most)
    rows = numbers[places.reshape(-1)].reshape(height, width)
    unfiltered = np.hstack([np.zeros((height, 1), dtype=np.uint8), rows])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", palette.tobytes())]
    parts += [(b"IDAT", zlib.compress(unfiltered.tobytes(), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in parts)
