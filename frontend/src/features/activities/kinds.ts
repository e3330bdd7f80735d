import type { Icon } from '@tabler/icons-react';
import IconCalendarEvent from '@tabler/icons-react/dist/esm/icons/IconCalendarEvent.mjs';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconMailbox from '@tabler/icons-react/dist/esm/icons/IconMailbox.mjs';
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs';
import IconPresentation from '@tabler/icons-react/dist/esm/icons/IconPresentation.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';

/** Those a workspace comes with; kinds that admins add look like any other event. */
const ICONS: Record<string, Icon> = {
  meeting: IconUsers,
  call: IconPhone,
  email: IconMail,
  letter: IconMailbox,
  demo: IconDeviceDesktop,
  presentation: IconPresentation,
};

export function iconOf(key: string): Icon {
  return ICONS[key] ?? IconCalendarEvent;
}
