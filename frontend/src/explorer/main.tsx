import './workers';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './explorer.css';
import { EXAMPLES } from './examples';
import { filled } from './fill';

const scheme = location.protocol === 'https:' ? 'wss' : 'ws';

// Signed in by the session's cookie, like the application itself.
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  headers: { 'x-dealstream-client': 'web', accept: 'application/graphql-response+json' },
  wsClient: createClient({ url: `${scheme}://${location.host}/graphql/ws`, keepAlive: 10_000 }),
});

/** What was chosen in the app; without a choice the explorer asks the system, as the app does. */
function chosenScheme(): 'light' | 'dark' | undefined {
  try {
    const chosen = localStorage.getItem('ds-color-scheme');
    return chosen === 'light' || chosen === 'dark' ? chosen : undefined;
  } catch {
    return undefined;
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('explorer.html has no #root');
const examples = await filled(EXAMPLES);
createRoot(root).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={examples}
    initialVariables={examples[0]?.variables}
    shouldPersistHeaders={false}
    forcedTheme={chosenScheme()}
    defaultEditorToolsVisibility="variables"
  >
    <GraphiQL.Logo>
      <a href="/" className="ds-logo">
        Dealstream API
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
