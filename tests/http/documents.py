"""Documents as office programs and printers of PDF make them, small and hostile ones."""
import io
import struct
import zipfile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(level=None, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            z.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def docx(*paragraphs, before=""):
    """A word in the middle of each paragraph changes its face, as spell checkers like it."""
    text = "".join(f"<w:p><w:r><w:t>{p[:len(p) // 2]}</w:t></w:r><w:proofErr/><w:r><w:t>{p[len(p) // 2:]}</w:t></w:r></w:p>"
                   for p in paragraphs)
    return archive(word__document_xml=f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{text}</w:body></w:document>')


def odt(*paragraphs):
    text = "".join(f"<text:p>{p}</text:p>" for p in paragraphs)
    return archive(content_xml=f'<?xml version="1.0"?><office:document-content><office:body>{text}</office:body></office:document-content>')


def xlsx(*words):
    strings = "".join(f"<si><t>{w}</t></si>" for w in words)
    return archive(xl__sharedStrings_xml=f"<sst>{strings}</sst>", xl__worksheets__sheet1_xml=(
        '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>770077</v></c><c r="B1"><v>880088</v></c></row></sheetData></worksheet>'))


def pptx(*words):
    text = "".join(f"<a:p><a:r><a:t>{w}</a:t></a:r></a:p>" for w in words)
    return archive(ppt__slides__slide1_xml=f"<p:sld>{text}</p:sld>")


def pdf(*lines, content=None, more=()):
    """One page of LINES, or with CONTENT as its program; MORE are further objects."""
    if content is None:
        content = "BT /F 12 Tf 50 700 Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    forms = " ".join(f"/X{i} {6 + i} 0 R" for i in range(len(more)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<<{forms}>>>>>>",
               f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *more]
    out, places = b"%PDF-1.4\n", []
    for i, o in enumerate(objects):
        places.append(len(out))
        out += f"{i + 1} 0 obj\n{o}\nendobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    return out + f"{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def endless_pdf():
    """Each of its forms draws the next one ten times: ten to the ninth of words."""
    def form(i):
        draw = f"/X{i + 1} Do " * 10 if i < 8 else "BT /F 12 Tf 9 9 Td (again) Tj ET"
        name = f"/XObject<</X{i + 1} {7 + i} 0 R>>" if i < 8 else "/Font<</F 5 0 R>>"
        return (f"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{name}>>/Length {len(draw)}>>\n"
                f"stream\n{draw}\nendstream")
    return pdf(content="/X0 Do", more=[form(i) for i in range(9)])


def bomb():
    """A .docx of some hundred kilobytes that unpacks to more than anybody reads."""
    return archive(level=1, word__document_xml=f"<w:document {W}><w:t>a" + " " * (33 << 20))


# ---- macros: compound files (MS-CFB) with Visual Basic (MS-OVBA) --------------------------

LAST, FREE = 0xfffffffe, 0xffffffff


def compound(tree):
    """The file of a tree of {name: bytes or a tree}."""
    entries, sectors, table, mini, mini_table = [], [], [], b"", []

    def sectors_of(data):
        first = len(sectors)
        pieces = [data[i:i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        for i, piece in enumerate(pieces):
            sectors.append(piece)
            table.append(LAST if i == len(pieces) - 1 else len(sectors))
        return first if pieces else LAST

    def add(name, kind, content):
        nonlocal mini
        number, child, first, size = len(entries), FREE, LAST, 0
        entries.append(None)
        if kind == 2:
            size = len(content)
            if size >= 4096:
                first = sectors_of(content)
            elif size > 0:
                first, count = len(mini_table), (size + 63) // 64
                mini_table.extend([*range(first + 1, first + count), LAST])
                mini += content.ljust(count * 64, b"\0")
        else:
            for one in reversed(list(content)):
                brother = child
                child = add(one, 1 if isinstance(content[one], dict) else 2, content[one])
                entries[child][2] = brother
        entries[number] = [name, kind, FREE, child, first, size]
        return number

    add("Root Entry", 5, tree)
    entries[0][4], entries[0][5] = sectors_of(mini), len(mini)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, FREE, right, child)
        + bytes(36) + struct.pack("<IQ", first, size) for name, kind, right, child, first, size in entries)
    directory_at = sectors_of(directory)
    mini_at = sectors_of(b"".join(struct.pack("<I", n) for n in mini_table).ljust((len(mini_table) + 127) // 128 * 512, b"\xff"))
    fat_at, fats = len(sectors), 1
    while (len(sectors) + fats) > fats * 128:
        fats += 1
    table.extend([0xfffffffd] * fats)
    fat = b"".join(struct.pack("<I", n) for n in table).ljust(fats * 512, b"\xff")
    head = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3e, 3, 0xfffe, 9, 6) + bytes(10)
            + struct.pack("<IIIIIIIII", fats, directory_at, 0, 4096, mini_at, (len(mini_table) + 127) // 128, LAST, 0, fat_at))
    head += b"".join(struct.pack("<I", fat_at + i) for i in range(1, fats)).ljust(108 * 4, b"\xff")
    return head + b"".join(sectors) + fat


def vba_packed(data):
    """A container of one chunk of letters (less than 3,600)."""
    chunk = b"".join(b"\0" + data[i:i + 8] for i in range(0, len(data), 8))
    return b"\1" + struct.pack("<H", 0xb000 | (len(chunk) - 1)) + chunk


def vba_project(modules, stomped=False):
    """The storage of a project with these {name: text}; STOMPED: the text was taken away."""
    def record(number, data):
        return struct.pack("<HI", number, len(data)) + data
    listed = record(1, struct.pack("<I", 3)) + struct.pack("<HI", 9, 4) + bytes(6)
    streams = {}
    for name, text in modules.items():
        compiled = b"\x01\x16\x03\x00compiled" * 3
        source = f'Attribute VB_Name = "{name}"\r\n' + text.replace("\n", "\r\n")
        streams[name] = compiled + (b"" if stomped else vba_packed(source.encode()))
        listed += (record(0x19, name.encode()) + record(0x1a, name.encode()) + record(0x32, name.encode("utf-16-le"))
                   + record(0x31, struct.pack("<I", len(compiled))) + record(0x21, b"") + record(0x2b, b""))
    return {"VBA": {"dir": vba_packed(listed + record(0x10, b"")), "_VBA_PROJECT": b"\xcc\x61", **streams}, "PROJECT": b"ID"}


def doc(modules, **how):
    return compound({"WordDocument": b"\xec\xa5" + bytes(5000), "Macros": vba_project(modules, **how)})


def docm(modules, **how):
    out = io.BytesIO(docx("Please enable content"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/vbaProject.bin", compound(vba_project(modules, **how)))
    return out.getvalue()


def xls(sheet_kind=1, name=1):
    """A workbook whose one sheet is of macros (1) and has a name that Excel runs (Auto_Open)."""
    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data
    book = (record(0x809, struct.pack("<HHIII", 0x600, 5, 0, 0, 0)) + record(0x85, struct.pack("<IBBBB", 99, 0, sheet_kind, 1, 0) + b"M")
            + (record(0x18, struct.pack("<HBBHHHI", 0x20, 0, 1, 0, 0, 1, 0) + bytes([0, name])) if name else b"") + record(0x0a, b""))
    return compound({"Workbook": book})


def zipped(name, data):
    return archive(**{name.replace(".", "_"): data})
