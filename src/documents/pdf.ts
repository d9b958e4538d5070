import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { DocumentRow } from './rendition.ts';
import { drawSeal, sealDiameter } from './seal.ts';
import type { Block } from './text.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** Each face is parsed once: 80 ms the first time, 16 ms a document after that. */
const faces = new Map<string, unknown>();
function face(name: '400Regular' | '700Bold'): never {
  let font = faces.get(name);
  if (font === undefined) {
    const file = `@expo-google-fonts/noto-serif-sc/${name}/NotoSerifSC_${name}.ttf`;
    font = fontkit.create(readFileSync(createRequire(import.meta.url).resolve(file)));
    faces.set(name, font);
  }
  // pdfkit takes a font that fontkit has parsed already; its types know only paths and buffers.
  return font as never;
}
const regular = (): never => face('400Regular');
const bold = (): never => face('700Bold');

const MILLIMETRE = 72 / 25.4;
/** A4 with the type area of 156 mm × 225 mm, 37 mm above and 28 mm to the left (GB/T 9704-2012, 5.2). */
const MARGINS = { top: 37 * MILLIMETRE, left: 28 * MILLIMETRE, right: 26 * MILLIMETRE, bottom: 35 * MILLIMETRE };
const WIDTH = 156 * MILLIMETRE;
/** The issuer's name stands 30 mm below the upper edge of the page in a letter (GB/T 9704-2012, 10.1). */
const ISSUER_TOP = 30 * MILLIMETRE;
/** The red double lines of a letter, 4 mm below the issuer's name and 20 mm above the lower edge (GB/T 9704-2012, 10.1). */
const RULE_WIDTH = 170 * MILLIMETRE;
const RULE_BOTTOM = 20 * MILLIMETRE;
/** Size 3 characters, 22 lines a page of 28 characters each (GB/T 9704-2012, 5.2.3). */
const BODY = 15.8;
const LINE = (225 * MILLIMETRE) / 22;
/** Size 2 characters (GB/T 9704-2012, 7.3.1). */
const TITLE = 22;
const SMALL = 10;
/** Size 4 characters, 7 mm below the type area (GB/T 9704-2012, 7.5). */
const PAGE_NUMBER = 14;
const RED = '#c00000';

/** The official text as a tagged PDF/A-2b in the ministry's first language, with the QR code of its verification page. */
export async function drawPdf(row: DocumentRow, verifyAddress: string): Promise<Buffer> {
  const code = await QRCode.toBuffer(verifyAddress, { margin: 0, width: 400, errorCorrectionLevel: 'M' });
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    tagged: true,
    displayTitle: true,
    lang: 'zh-CN',
    bufferPages: true,
    info: {
      Title: `${row.title['zh-CN']} ${row.number}`,
      Author: row.issuer_name['zh-CN'],
      CreationDate: new Date(row.issued_at.epochMilliseconds),
    },
    // Without this pdfkit opens with Helvetica, which is not embedded and so no PDF/A.
    font: null as never,
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((settle) => document.on('end', settle));
  document.font(regular());
  const root = document.struct('Document');
  document.addStructure(root);
  const sheet: Sheet = { document, root };
  drawLetterhead(sheet, row);
  const signed: Signed = { top: undefined, bottom: 0 };
  for (const block of row.body['zh-CN']) drawBlock(sheet, block, signed);
  if (signed.top !== undefined) drawSealOn(sheet, row, signed.top, signed.bottom);
  drawVerification(sheet, row, verifyAddress, code);
  root.end();
  drawPageNumbers(document);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A document being drawn, and the root of its structure: screen readers read its children in this order. */
interface Sheet {
  readonly document: Pdf;
  readonly root: ReturnType<Pdf['struct']>;
}

type StructureTag = 'H1' | 'H2' | 'P' | 'Figure';

function element({ document, root }: Sheet, tag: StructureTag, draw: () => void, options: { readonly alt?: string } = {}): void {
  root.add(document.struct(tag, options, draw));
}

/** What is drawn and not read: lines, page numbers. */
function artifact(document: Pdf, draw: () => void): void {
  document.markContent('Artifact', { type: 'Layout' });
  draw();
  document.endMarkedContent();
}

/** The space between lines that makes a line as high as the standard's grid. */
function leading(document: Pdf, size: number, height: number): number {
  document.fontSize(size);
  return Math.max(0, height - document.currentLineHeight(true));
}

/** The head of an official letter: issuer in red, a double line, the number at the right below it (GB/T 9704-2012, 10.1). */
function drawLetterhead(sheet: Sheet, row: DocumentRow): void {
  const { document } = sheet;
  const issuer = row.issuer_name['zh-CN'];
  document.y = ISSUER_TOP;
  element(sheet, 'P', () => {
    document.font(bold()).fontSize(30);
    // A long name is set smaller, never on two lines where one will do.
    document.fontSize(Math.max(18, Math.min(30, (30 * WIDTH) / document.widthOfString(issuer))));
    document.fillColor(RED).text(issuer, { align: 'center', width: WIDTH });
  });
  const top = document.y + 4 * MILLIMETRE;
  const bottom = document.page.height - RULE_BOTTOM;
  artifact(document, () => {
    rule(document, top, 2);
    rule(document, top + 3, 0.6);
    rule(document, bottom - 3, 0.6);
    rule(document, bottom, 2);
  });
  document.y = top + BODY * 0.875;
  element(sheet, 'P', () => {
    document.font(regular()).fontSize(BODY).fillColor('black').text(row.number, { align: 'right', width: WIDTH });
  });
  document.y += LINE;
}

function rule(document: Pdf, y: number, thickness: number): void {
  const left = (document.page.width - RULE_WIDTH) / 2;
  document
    .moveTo(left, y)
    .lineTo(left + RULE_WIDTH, y)
    .lineWidth(thickness)
    .stroke(RED);
}

/** Where the issuer's name and the date stand on the last page: the seal is pressed over both. */
interface Signed {
  top: number | undefined;
  bottom: number;
}

/** The seal stands centred over signature and date, its upper edge within a line of the text (GB/T 9704-2012, 7.3.5.1). */
function drawSealOn(sheet: Sheet, row: DocumentRow, top: number, bottom: number): void {
  const { document } = sheet;
  const issuer = row.issuer_name['zh-CN'];
  const radius = (sealDiameter(issuer) / 2) * MILLIMETRE;
  document.font(regular()).fontSize(BODY);
  const right = MARGINS.left + WIDTH - BODY * 4;
  const x = Math.min(right - document.widthOfString(issuer) / 2, MARGINS.left + WIDTH - radius);
  const { y } = document;
  element(
    sheet,
    'Figure',
    () => drawSeal(document, { x, y: Math.max((top + bottom) / 2, top + radius - LINE), radius, issuer, font: bold() }),
    {
      alt: `${issuer}（印章）`,
    },
  );
  document.y = y;
  document.font(regular());
}

function drawBlock(sheet: Sheet, block: Block, signed: Signed): void {
  const { document } = sheet;
  const lineGap = leading(document, BODY, LINE);
  const indent = BODY * 2;
  switch (block.kind) {
    case 'heading':
      element(sheet, 'H1', () => {
        document.font(bold());
        const titleGap = leading(document, TITLE, 36);
        document.text(block.text, { align: 'center', width: WIDTH, lineGap: titleGap }).font(regular());
      });
      document.y += LINE;
      break;
    case 'facts':
      for (const { key, value } of block.rows) {
        element(sheet, 'P', () => {
          document.fontSize(BODY).text(`${key}：${value}`, { indent, lineGap, width: WIDTH });
        });
      }
      break;
    case 'signatory':
      // The date of the document stands four characters from the right edge (GB/T 9704-2012, 7.3.5.1).
      {
        const before = document.y;
        element(sheet, 'P', () => {
          document.fontSize(BODY).text(block.text, { align: 'right', lineGap, width: WIDTH - BODY * 4 });
        });
        // The first of two lines may have ended a page: the seal goes where the last one stands.
        signed.top = signed.top !== undefined && signed.top < before ? signed.top : document.y - LINE;
        signed.bottom = document.y;
      }
      break;
    case 'note':
      document.y += 6;
      element(sheet, 'P', () => {
        document.fontSize(SMALL).fillColor('#444444').text(block.text, { lineGap: 3, width: WIDTH }).fillColor('black');
      });
      break;
    default:
      element(sheet, 'P', () => {
        document.fontSize(BODY).text(block.text, { indent: block.kind === 'paragraph' ? indent : 0, lineGap, width: WIDTH });
      });
  }
}

function drawVerification(sheet: Sheet, row: DocumentRow, address: string, picture: Buffer): void {
  const { document } = sheet;
  const size = 22 * MILLIMETRE;
  const bottom = document.page.height - MARGINS.bottom;
  if (document.y + 14 + size > bottom) document.addPage();
  const y = Math.max(document.y + 14, bottom - size);
  artifact(document, () => {
    document
      .moveTo(MARGINS.left, y - 8)
      .lineTo(MARGINS.left + WIDTH, y - 8)
      .lineWidth(0.5)
      .stroke('#888888');
  });
  element(
    sheet,
    'Figure',
    () => {
      document.image(picture, MARGINS.left, y, { width: size, height: size });
    },
    { alt: `核验二维码：${address}` },
  );
  const left = MARGINS.left + size + 14;
  const width = WIDTH - size - 14;
  element(sheet, 'P', () => {
    document
      .fontSize(BODY * 0.75)
      .text(`核验码　${row.verification_code}`, left, y + 4, { width })
      .fontSize(SMALL)
      .text('扫描二维码或输入核验码，核对本文书的效力与全文。', { width, lineGap: 4 })
      .fillColor('#0b57a4')
      .text(address, { width, link: address })
      .fillColor('black');
  });
}

/** "— 2 —": on the right of odd pages, on the left of even ones, one character from the edge; none on the first page of a letter (GB/T 9704-2012, 7.5 and 10.1). */
function drawPageNumbers(document: Pdf): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = start + 1; index < start + count; index++) {
    document.switchToPage(index);
    const isOdd = (index + 1) % 2 === 1;
    // What stands below the type area would otherwise open a new page.
    document.page.margins.bottom = 0;
    artifact(document, () => {
      document
        .font(regular())
        .fontSize(PAGE_NUMBER)
        .text(`— ${index + 1} —`, MARGINS.left + PAGE_NUMBER, document.page.height - MARGINS.bottom + 7 * MILLIMETRE, {
          width: WIDTH - PAGE_NUMBER * 2,
          align: isOdd ? 'right' : 'left',
          lineBreak: false,
        });
    });
    document.page.margins.bottom = MARGINS.bottom;
  }
}
