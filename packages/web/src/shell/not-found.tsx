import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import button from "../controls/button.module.css";
import { EmptyState } from "../controls/empty-state.js";

/** What stands where no page has the address. */
export function NoSuchPage() {
  return <Nothing title="There is no such page">No page of this server has this address.</Nothing>;
}

/** What stands where a trace, a span or a session is not, or no longer. */
export function NotFound() {
  return (
    <Nothing title="There is nothing here">
      It may have been deleted, have passed its retention, or not have arrived yet.
    </Nothing>
  );
}

function Nothing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <EmptyState
      icon={SearchX}
      title={title}
      action={
        <Link to="/traces" className={button.button}>
          All traces
        </Link>
      }
    >
      {children}
    </EmptyState>
  );
}
