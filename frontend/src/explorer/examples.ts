/** The tabs a first visit opens with: each shows one idea of the API. */
export interface Example {
  query: string;
  variables?: string;
}

const json = (value: object) => JSON.stringify(value, null, 2);

export const EXAMPLES: Example[] = [
  {
    query: `# The board of a pipeline: columns with totals and their first cards.
# The pipelineId is one of those that the query Pipelines below tells.
query Board($pipelineId: ID!) {
  board(pipelineId: $pipelineId, first: 20) {
    eventCursor
    columns {
      stage { id name kind probability }
      count
      amount
      weighted
      currency
      deals { nodes { id name amount currency owner { name } rotting version } }
    }
  }
}

query Pipelines {
  pipelines { id name isDefault stages { id name kind } }
}
`,
    variables: json({ pipelineId: '' }),
  },
  {
    query: `# Filters reach two hops: open deals closing within 30 days, of bigger accounts,
# where somebody has an open mandatory task.
query ClosingSoon {
  deals(
    filter: {
      status: { eq: OPEN }
      expectedCloseOn: { between: ["@today", "@today+30d"] }
      account: { employees: { gte: 100 } }
      tasks: { some: { status: { eq: OPEN }, mandatory: { eq: true } } }
    }
    orderBy: [{ field: AMOUNT, direction: DESC }]
    first: 25
  ) {
    totalCount
    totals { count amount weighted currency }
    nodes { id name amountBase expectedCloseOn account { name employees } owner { name } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# Fields of your own, defined in the settings: read, filtered and sorted by their keys.
# Get the keys from the query Fields below.
query ByCustomFields($filter: DealFilter, $orderBy: [DealOrder!]) {
  deals(filter: $filter, orderBy: $orderBy, first: 25) {
    totalCount
    nodes {
      id
      name
      customFields {
        key
        label
        value {
          ... on TextValue { text }
          ... on NumberValue { number }
          ... on BooleanValue { yes }
          ... on DateValue { date }
          ... on DateTimeValue { at }
          ... on OptionsValue { options { key label } }
          ... on UserValue { user { name } }
          ... on AccountValue { account { name } }
          ... on ContactValue { contact { name } }
        }
      }
    }
  }
}

query Fields {
  customFieldDefinitions(subject: DEAL) { key label type options { key label } required filterable }
}
`,
    variables: json({
      filter: { custom: [{ key: 'seats', gte: '50' }] },
      orderBy: [{ field: 'CUSTOM', customKey: 'seats', direction: 'DESC' }],
    }),
  },
  {
    query: `# Moves one deal. expectedVersion protects against moving over somebody else's change:
# a refusal comes back in userErrors.
mutation MoveDeal($input: MoveDealInput!) {
  moveDeal(input: $input) {
    deal { id version stage { name } rank }
    userErrors {
      code
      message
      path
      ... on Conflict { currentVersion changedBy { name } changedAt changed { field before after } }
    }
    eventCursor
  }
}
`,
    variables: json({ input: { id: '', stageId: '', expectedVersion: 1 } }),
  },
  {
    query: `# Every stage change, live. The first message is empty and means "live now".
# Pass the cursor of the last message as after to go on where you stopped.
subscription StageChanges($after: Cursor) {
  dealStageChanged(after: $after) {
    cursor
    events {
      __typename
      ... on DealStageChange {
        seq
        at
        by { name }
        from { name }
        to { name }
        secondsInStage
        deal { id name amount currency version }
      }
      ... on ResyncRequired { cursor reason }
    }
  }
}

# Everything about the open deals: entered the filter, changed, left it, hidden, records on them.
subscription DealEvents($after: Cursor) {
  dealEvents(filter: { status: { eq: OPEN } }, after: $after) {
    cursor
    events {
      __typename
      ... on DealEntered { seq kind deal { id name version } }
      ... on DealChanged { seq kind actor { name } deal { id version } changes { field beforeLabel afterLabel } }
      ... on DealLeft { seq dealId }
      ... on DealHidden { seq dealId }
      ... on DealRecordChanged { seq kind dealId recordId record { ... on Task { title status } ... on Stakeholder { influence loyalty } } }
      ... on ResyncRequired { cursor reason }
    }
  }
}
`,
    variables: json({ after: null }),
  },
  {
    query: `# The event log as pages, for integrations that poll. Start from eventCursor,
# keep the returned cursor, ask again with it.
query Now {
  eventCursor
}

query Events($after: Cursor!) {
  events(after: $after, first: 100) {
    cursor
    hasMore
    events { seq kind at actor { kind name } subjectId dealId changes { field before after } hidden }
  }
}
`,
    variables: json({ after: '' }),
  },
  {
    query: `# Who changed what on one deal, and how long it stayed in each stage.
query History($id: ID!) {
  deal(id: $id) {
    name
    stageVisits { stage { name } enteredAt leftAt seconds enteredBy { name } }
    history(first: 50, includeGrace: true) {
      edges {
        node {
          kind
          at
          withinGrace
          actor { kind name }
          changes { field before after beforeLabel afterLabel }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`,
    variables: json({ id: '' }),
  },
  {
    query: `# Up to 200 deals in one go. Each reports for itself: one refusal does not stop the others.
mutation MoveDeals($input: MoveDealsInput!) {
  moveDeals(input: $input) {
    changed
    results {
      id
      deal { id version stage { name } }
      userErrors { code message path }
    }
    userErrors { code message }
    eventCursor
  }
}
`,
    variables: json({ input: { ids: [], stageId: '' } }),
  },
  {
    query: `# Totals of any selection, side by side by aliases. No rows are read but the sums.
query Totals {
  mine: deals(filter: { status: { eq: OPEN }, ownerId: { eq: "@me" } }, first: 1) {
    totals { count amount weighted currency }
  }
  wonIn90Days: deals(filter: { status: { eq: WON }, closedAt: { gte: "@now-90d" } }, first: 1) {
    totals { count amount currency }
  }
  lostIn90Days: deals(filter: { status: { eq: LOST }, closedAt: { gte: "@now-90d" } }, first: 1) {
    totals { count amount currency }
  }
}
`,
  },
];
