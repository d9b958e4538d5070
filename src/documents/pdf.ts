import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { DocumentRow } from './rendition.ts';
import type { Block } from './text.ts';

/** Parsed once: 80 ms the first time, 16 ms a document after that. */
let font: unknown;
const serif = (): unknown => {
  font ??= fontkit.create(readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf')));
  return font;
};

const MILLIMETRE = 72 / 25.4;
/** A4 with the type area of 156 mm × 225 mm, 37 mm above and 28 mm to the left (GB/T 9704-2012, 5.2). */
const MARGINS = { top: 37 * MILLIMETRE, left: 28 * MILLIMETRE, right: 26 * MILLIMETRE, bottom: 35 * MILLIMETRE };
/** Size 3 characters, 22 lines a page (GB/T 9704-2012, 5.2.4): 16 points with 28 points from line to line. */
const BODY = 16;
const TITLE = 22;
const SMALL = 10;
const LINE_GAP = 28 - BODY * 1.448;

/** The official text as a tagged PDF/A-2b in the ministry's first language, with the QR code of its verification page. */
export async function drawPdf(row: DocumentRow, verifyAddress: string): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    tagged: true,
    displayTitle: true,
    lang: 'zh-CN',
    info: { Title: `${row.title['zh-CN']} ${row.number}`, Author: row.issuer_name['zh-CN'], CreationDate: new Date(row.issued_at.epochMilliseconds) },
    font: null as never,
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((settle) => document.on('end', settle));
  document.font(serif() as never);
  drawLetterhead(document, row);
  for (const block of row.body['zh-CN']) drawBlock(document, block);
  await drawVerification(document, row, verifyAddress);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

type Pdf = InstanceType<typeof PDFDocument>;

/** Issuer in red, the number centred below it, a red line (GB/T 9704-2012, 7.2.4–7.2.7). */
function drawLetterhead(document: Pdf, row: DocumentRow): void {
  const width = document.page.width - MARGINS.left - MARGINS.right;
  document.addStructure(
    document.struct('P', () => {
      document.fillColor('#c00000').fontSize(26).text(row.issuer_name['zh-CN'], { align: 'center' });
      document.fillColor('black').fontSize(BODY).moveDown(0.6).text(row.number, { align: 'center' });
    }),
  );
  const y = document.y + 4 * MILLIMETRE;
  document.addStructure(document.struct('Artifact' as never, () => document.moveTo(MARGINS.left, y).lineTo(MARGINS.left + width, y).lineWidth(1.2).stroke('#c00000')));
  document.y = y + 12;
}

function drawBlock(document: Pdf, block: Block): void {
  const paragraph = (tag: 'H1' | 'P', draw: () => void): void => {
    document.addStructure(document.struct(tag, draw));
  };
  switch (block.kind) {
    case 'heading':
      paragraph('H1', () => document.fontSize(TITLE).text(block.text, { align: 'center' }).moveDown(0.8));
      break;
    case 'facts':
      for (const { key, value } of block.rows) paragraph('P', () => document.fontSize(BODY).text(`${key}：${value}`, { indent: BODY * 2, lineGap: LINE_GAP }));
      break;
    case 'signatory':
      paragraph('P', () => document.fontSize(BODY).text(block.text, { align: 'right', lineGap: LINE_GAP }));
      break;
    case 'note':
      paragraph('P', () => document.moveDown(0.5).fontSize(SMALL).fillColor('#444444').text(block.text).fillColor('black'));
      break;
    default:
      paragraph('P', () => document.fontSize(BODY).text(block.text, { indent: block.kind === 'paragraph' ? BODY * 2 : 0, lineGap: LINE_GAP }));
  }
}

async function drawVerification(document: Pdf, row: DocumentRow, address: string): Promise<void> {
  const size = 26 * MILLIMETRE;
  if (document.y + size > document.page.height - MARGINS.bottom) document.addPage();
  const y = document.y + 10;
  const picture = await QRCode.toBuffer(address, { margin: 0, width: 400, errorCorrectionLevel: 'M' });
  document.addStructure(document.struct('Figure', { alt: `核验二维码：${address}` }, () => document.image(picture, MARGINS.left, y, { width: size, height: size })));
  document.addStructure(
    document.struct('P', () =>
      document
        .fontSize(SMALL)
        .text(`核验码 ${row.verification_code}`, MARGINS.left + size + 12, y + 6)
        .text(address, { link: address }),
    ),
  );
}
