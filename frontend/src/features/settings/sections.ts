import type { Icon } from '@tabler/icons-react';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import IconFileDollar from '@tabler/icons-react/dist/esm/icons/IconFileDollar.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconFileTypeDocx from '@tabler/icons-react/dist/esm/icons/IconFileTypeDocx.mjs';
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs';
import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import IconSitemap from '@tabler/icons-react/dist/esm/icons/IconSitemap.mjs';
import IconTimeline from '@tabler/icons-react/dist/esm/icons/IconTimeline.mjs';
import IconUserCircle from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { type ComponentType, lazy } from 'react';
import type { SettingsSection } from '@/router';

interface Section {
  id: SettingsSection;
  icon: Icon;
  /** Others see it but cannot change anything. */
  adminOnly: boolean;
  page: ComponentType;
}

export const SECTIONS: readonly Section[] = [
  { id: 'profile', icon: IconUserCircle, adminOnly: false, page: lazy(() => import('./profile/Profile')) },
  {
    id: 'notifications',
    icon: IconBell,
    adminOnly: false,
    page: lazy(() => import('./notifications/NotificationPreferences')),
  },
  {
    id: 'workspace',
    icon: IconBuilding,
    adminOnly: true,
    page: lazy(() => import('./workspace/WorkspaceSection')),
  },
  { id: 'pipelines', icon: IconTimeline, adminOnly: true, page: lazy(() => import('./pipelines/Pipelines')) },
  { id: 'plans', icon: IconListCheck, adminOnly: false, page: lazy(() => import('./plans/Plans')) },
  {
    id: 'approval-policies',
    icon: IconRubberStamp,
    adminOnly: true,
    page: lazy(() => import('./approvals/Policies')),
  },
  {
    id: 'proposals',
    icon: IconFileDollar,
    adminOnly: true,
    page: lazy(() => import('./proposals/ProposalSettings')),
  },
  {
    id: 'document-templates',
    icon: IconFileTypeDocx,
    adminOnly: true,
    page: lazy(() => import('./templates/Templates')),
  },
  { id: 'users', icon: IconUsers, adminOnly: true, page: lazy(() => import('./users/Users')) },
  { id: 'teams', icon: IconSitemap, adminOnly: true, page: lazy(() => import('./teams/Teams')) },
  { id: 'lookups', icon: IconListDetails, adminOnly: true, page: lazy(() => import('./lookups/Lookups')) },
  {
    id: 'custom-fields',
    icon: IconForms,
    adminOnly: true,
    page: lazy(() => import('./fields/CustomFields')),
  },
  {
    id: 'data-standards',
    icon: IconChecklist,
    adminOnly: true,
    page: lazy(() => import('./standards/DataStandards')),
  },
  { id: 'api-keys', icon: IconKey, adminOnly: false, page: lazy(() => import('./keys/ApiKeys')) },
  { id: 'currencies', icon: IconCoins, adminOnly: true, page: lazy(() => import('./currencies/Currencies')) },
  {
    id: 'imports',
    icon: IconFileImport,
    adminOnly: false,
    page: lazy(() => import('../transfer/past/PastImports')),
  },
];
