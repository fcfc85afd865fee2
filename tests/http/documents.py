"""Documents as office programs and printers of PDF make them, small and hostile ones."""
import io
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
