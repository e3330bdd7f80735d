import type { Icon } from '@tabler/icons-react';
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs';
import IconFileSpreadsheet from '@tabler/icons-react/dist/esm/icons/IconFileSpreadsheet.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconFileTypePdf from '@tabler/icons-react/dist/esm/icons/IconFileTypePdf.mjs';
import IconFileZip from '@tabler/icons-react/dist/esm/icons/IconFileZip.mjs';
import IconPhoto from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs';
import IconPresentation from '@tabler/icons-react/dist/esm/icons/IconPresentation.mjs';

const BY_TYPE: readonly (readonly [RegExp, Icon])[] = [
  [/^image\//, IconPhoto],
  [/pdf/, IconFileTypePdf],
  [/spreadsheet|excel|csv/, IconFileSpreadsheet],
  [/presentation|powerpoint/, IconPresentation],
  [/zip|compressed|tar|rar/, IconFileZip],
  [/^text\/|word|opendocument\.text/, IconFileText],
];

/** What a file looks like in a list. */
export function iconOf(mediaType: string): Icon {
  return BY_TYPE.find(([type]) => type.test(mediaType))?.[1] ?? IconFile;
}
