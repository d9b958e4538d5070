import type PDFDocument from 'pdfkit';

type Pdf = InstanceType<typeof PDFDocument>;

export interface Seal {
  /** Centre and outer radius in points. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The legal name of the body, engraved from left to right along the upper edge. */
  readonly issuer: string;
  /** A parsed font, as pdfkit takes it. */
  readonly font: never;
}

const RED = '#d40000';

/**
 * The diameter of a body's seal in millimetres: a body whose legal name begins with 国家 or 中华人民共和国 has 50 mm when it is a
 * ministry, internal institutions and units at most 45 mm (State Council Notice 国发〔1999〕25号).
 */
export const sealDiameter = (issuer: string): number => (/^中华人民共和国.*部$/u.test(issuer) ? 50 : 42);

/**
 * Presses a round official seal: rim, a star in the centre, the body's name engraved along the upper edge.
 * The national emblem, which the seals of ministries bear, is not ours to draw: where a body has its engraved seal it is registered elsewhere
 * and this picture only marks, for the eye, what the digital signature proves.
 */
export function drawSeal(document: Pdf, { x, y, radius, issuer, font }: Seal): void {
  document.save();
  document.opacity(0.82);
  document
    .lineWidth(radius * 0.045)
    .circle(x, y, radius * 0.975)
    .stroke(RED);
  star(document, x, y, radius * 0.3);
  const size = Math.min(radius * 0.27, (radius * 3.2) / [...issuer].length);
  const characters = [...issuer];
  // The name takes up to 260 degrees of the circle, open below.
  const step = Math.min((260 / characters.length) * (Math.PI / 180), (size * 1.7) / (radius * 0.75));
  document.font(font).fontSize(size).fillColor(RED);
  for (const [i, character] of characters.entries()) {
    const angle = (i - (characters.length - 1) / 2) * step;
    document.save();
    document.rotate((angle * 180) / Math.PI, { origin: [x, y] });
    document.text(character, x - size, y - radius * 0.9, { width: size * 2, align: 'center', lineBreak: false });
    document.restore();
  }
  document.restore();
  document.fillColor('black').opacity(1);
}

function star(document: Pdf, x: number, y: number, radius: number): void {
  for (let point = 0; point < 10; point++) {
    const distance = point % 2 === 0 ? radius : radius * 0.382;
    const angle = -Math.PI / 2 + (point * Math.PI) / 5;
    const at = [x + distance * Math.cos(angle), y + distance * Math.sin(angle)] as const;
    if (point === 0) document.moveTo(...at);
    else document.lineTo(...at);
  }
  document.closePath().fill(RED);
}
