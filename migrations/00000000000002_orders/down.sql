DROP INDEX deals_amount_down, deals_closed_down, deals_activity_down, tasks_due_down,
  accounts_revenue, accounts_revenue_down, accounts_employees, accounts_employees_down;
