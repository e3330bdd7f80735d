import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { NotFound } from './app/NotFound';
import { Root } from './app/Root';
import { RouteError } from './app/RouteError';
import { authSearch, detailSearch, importSearch, listSearch, notificationSearch } from './searchParams';

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: authSearch,
  component: lazyRouteComponent(() => import('./features/auth/SignInPage')),
});

const setUp = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./features/auth/SetUpPage')),
});

/** Everything below needs a signed-in user and shows the navigation. */
const shell = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: lazyRouteComponent(() => import('./app/Shell')),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/board' });
  },
});

const boardPage = lazyRouteComponent(() => import('./features/board/BoardPage'));
const board = createRoute({
  getParentRoute: () => shell,
  path: '/board',
  validateSearch: listSearch,
  component: boardPage,
});
const pipelineBoard = createRoute({
  getParentRoute: () => shell,
  path: '/board/$pipelineId',
  validateSearch: listSearch,
  component: boardPage,
});

const deals = createRoute({
  getParentRoute: () => shell,
  path: '/deals',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/deals/DealsPage')),
});
const deal = createRoute({
  getParentRoute: () => shell,
  path: '/deals/$dealId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/deal/DealPage')),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/accounts/AccountsPage')),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/$accountId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/accounts/AccountPage')),
});

const contacts = createRoute({
  getParentRoute: () => shell,
  path: '/contacts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/contacts/ContactsPage')),
});
const contact = createRoute({
  getParentRoute: () => shell,
  path: '/contacts/$contactId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/contacts/ContactPage')),
});

const competitors = createRoute({
  getParentRoute: () => shell,
  path: '/competitors',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/competitors/CompetitorsPage')),
});
const competitor = createRoute({
  getParentRoute: () => shell,
  path: '/competitors/$competitorId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/competitors/CompetitorPage')),
});

const products = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/products/ProductsPage')),
});
const product = createRoute({
  getParentRoute: () => shell,
  path: '/products/$productId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/products/ProductPage')),
});

const proposals = createRoute({
  getParentRoute: () => shell,
  path: '/proposals',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/proposals/ProposalsPage')),
});
const proposal = createRoute({
  getParentRoute: () => shell,
  path: '/proposals/$proposalId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/proposals/ProposalPage')),
});

const contracts = createRoute({
  getParentRoute: () => shell,
  path: '/contracts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/contracts/ContractsPage')),
});
const contract = createRoute({
  getParentRoute: () => shell,
  path: '/contracts/$contractId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/contracts/ContractPage')),
});

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/orders/OrdersPage')),
});
const order = createRoute({
  getParentRoute: () => shell,
  path: '/orders/$orderId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/orders/OrderPage')),
});

const leads = createRoute({
  getParentRoute: () => shell,
  path: '/leads',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/leads/LeadsPage')),
});
const lead = createRoute({
  getParentRoute: () => shell,
  path: '/leads/$leadId',
  validateSearch: detailSearch,
  component: lazyRouteComponent(() => import('./features/leads/LeadPage')),
});

const tasks = createRoute({
  getParentRoute: () => shell,
  path: '/tasks',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/tasks/TasksPage')),
});

const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/approvals/ApprovalsPage')),
});
const approval = createRoute({
  getParentRoute: () => shell,
  path: '/approvals/$approvalId',
  component: lazyRouteComponent(() => import('./features/approvals/ApprovalPage')),
});

const notifications = createRoute({
  getParentRoute: () => shell,
  path: '/notifications',
  validateSearch: notificationSearch,
  component: lazyRouteComponent(() => import('./features/notifications/NotificationsPage')),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('./features/transfer/ImportPage')),
});

export const SETTINGS_SECTIONS = [
  'profile',
  'notifications',
  'workspace',
  'pipelines',
  'plans',
  'approval-policies',
  'proposals',
  'document-templates',
  'users',
  'teams',
  'lookups',
  'custom-fields',
  'data-standards',
  'api-keys',
  'currencies',
  'imports',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/$section',
  validateSearch: detailSearch,
  beforeLoad: ({ params }) => {
    if (!SETTINGS_SECTIONS.some((section) => section === params.section)) {
      throw redirect({ to: '/settings/$section', params: { section: 'profile' } });
    }
  },
  component: lazyRouteComponent(() => import('./features/settings/SettingsPage')),
});
const settingsHome = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'profile' } });
  },
});

/** An unknown address: said inside the app, with the way back in sight. */
const unknown = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound });

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signIn,
    setUp,
    shell.addChildren([
      home,
      board,
      pipelineBoard,
      deals,
      deal,
      accounts,
      account,
      contacts,
      contact,
      leads,
      lead,
      proposals,
      proposal,
      contracts,
      contract,
      orders,
      order,
      products,
      product,
      competitors,
      competitor,
      tasks,
      approvals,
      approval,
      notifications,
      imports,
      settings,
      settingsHome,
      unknown,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
