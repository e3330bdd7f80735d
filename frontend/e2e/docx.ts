import { crc, type Sample } from './samples';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const OFFICE = 'http://schemas.openxmlformats.org';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A zip whose parts are stored as they are. */
function zip(parts: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let place = 0;
  for (const [path, content] of Object.entries(parts)) {
    const [name, body] = [Buffer.from(path), Buffer.from(content)];
    // What both headers of a part say alike: version, flags, method, time, day, check, sizes, length of the name.
    const said = Buffer.alloc(26);
    said.writeUInt16LE(20, 0);
    said.writeUInt16LE(0x21, 8);
    said.writeUInt32LE(crc(body), 10);
    said.writeUInt32LE(body.length, 14);
    said.writeUInt32LE(body.length, 18);
    said.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), said, name, body]);
    locals.push(local);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), said, rest, name);
    place += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(place, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A Word document with a paragraph for each text. */
export function docx(name: string, ...texts: string[]): Sample {
  const body = texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const buffer = zip({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.main+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="${OFFICE}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });
  return { name, mimeType: MAIN, buffer };
}
