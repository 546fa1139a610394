"""Writes the reference files of the imaging tests with Pillow: run it in this folder (Pillow 9.4, NumPy)."""
import hashlib, io, json, os, struct, zlib
import numpy as np
from PIL import Image


def pattern(width, height, channels=3):
    """The same picture as in PatternImage.cs, with integer arithmetic only."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    return ((x * x * (c + 3) + y * y * 5 + x * y * (7 - c) + (x // 9) * (y // 7) * 31 + c * 90) % 256).astype(np.uint8)


def resizes():
    cases = []
    sizes = [((360, 363), (224, 225)), ((61, 47), (224, 172)), ((97, 131), (33, 44)), ((300, 224), (224, 224)),
             ((224, 301), (224, 224)), ((5, 3), (17, 9)), ((1, 1), (7, 5)), ((640, 480), (298, 224)), ((501, 7), (50, 71)),
             ((2050, 333), (224, 37)), ((224, 224), (225, 223))]
    for (w, h), out in sizes:
        for f in (1, 2, 3, 4, 5):
            raw = Image.fromarray(pattern(w, h)).resize(out, f).tobytes()
            cases.append(dict(width=w, height=h, outWidth=out[0], outHeight=out[1], filter=f,
                              sha256=hashlib.sha256(raw).hexdigest(), first=list(raw[:24])))
    with open("resize.json", "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(width, height, depth, color, rows):
    body = b"".join(b"\0" + r for r in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b""))


def decodes():
    w, h = 37, 23
    smooth = np.stack([(np.add.outer(np.arange(h) * 5, np.arange(w) * 3) + 40 * c) % 256 for c in range(3)], -1).astype(np.uint8)
    rgb, soft = Image.fromarray(pattern(w, h)), Image.fromarray(smooth // 2 + 60)
    gray = rgb.convert("L")
    alpha = Image.fromarray(pattern(w, h, 4), "RGBA")
    wide = (pattern(w, h, 1)[:, :, 0].astype(np.uint16) * 3)
    wide3 = pattern(w, h, 3).astype(np.uint16) * 257 - 128 * (pattern(w, h, 3) > 0)
    exif = Image.Exif()
    exif[0x112] = 6
    palette = rgb.quantize(32)
    save("rgb.png", rgb)
    save("gray.png", gray)
    save("bilevel.png", gray.convert("1"))
    save("gray-alpha.png", alpha.convert("LA"))
    save("rgba.png", alpha)
    save("palette.png", palette)
    save("palette-transparent.png", palette, transparency=3)
    write("gray16.png", raw_png(w, h, 16, 0, [r.astype(">u2").tobytes() for r in wide]))
    write("rgb16.png", raw_png(w, h, 16, 2, [r.astype(">u2").tobytes() for r in wide3]))
    write("gray2.png", raw_png(w, h, 2, 0, [bytes((x * 37 + y * 11) % 256 for x in range((w + 3) // 4)) for y in range(h)]))
    save("420.jpg", rgb, quality=85)
    save("444.jpg", soft, quality=90, subsampling=0)
    save("422-progressive.jpg", soft, quality=80, subsampling=1, progressive=True)
    save("gray.jpg", gray)
    save("cmyk.jpg", soft.convert("CMYK"))
    save("rotated-by-exif.jpg", soft, exif=exif)
    save("palette.gif", palette)
    save("lossless.webp", rgb, lossless=True)
    save("lossy.webp", soft, quality=80)
    save("lzw.tif", rgb, compression="tiff_lzw")
    save("deflate-gray.tif", gray, compression="tiff_adobe_deflate")
    save("gray16.tif", Image.fromarray(wide))
    save("cmyk.tif", soft.convert("CMYK"))
    save("palette.tif", palette)
    save("bilevel.tif", gray.convert("1"), compression="group4")
    save("rgb.bmp", rgb)
    save("gray.bmp", gray)
    save("palette.bmp", palette)
    save("bilevel.bmp", gray.convert("1"))
    save("rgb32.bmp", alpha)
    # Only the first page or frame is used.
    save("pages.tif", rgb, save_all=True, append_images=[soft, gray.convert("RGB")])
    save("frames.gif", palette, save_all=True, append_images=[soft.quantize(16)])
    save("rgba.tif", alpha)
    save("gray-big-endian.tif", Image.frombytes("I;16B", (w, h), wide.astype(">u2").tobytes()))


def save(name, image, **options):
    buffer = io.BytesIO()
    kind = {".jpg": "JPEG", ".tif": "TIFF"}.get(os.path.splitext(name)[1], os.path.splitext(name)[1][1:].upper())
    image.save(buffer, kind, **options)
    write(name, buffer.getvalue())


def write(name, data):
    open(f"decode/{name}", "wb").write(data)
    open(f"decode/{name}.rgb", "wb").write(Image.open(io.BytesIO(data)).convert("RGB").tobytes())


if __name__ == "__main__":
    resizes()
    decodes()
