import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import button from "../controls/button.module.css";
import { EmptyState } from "../controls/empty-state.js";

/** What stands where an address leads nowhere. */
export function NotFound() {
  return (
    <EmptyState
      icon={SearchX}
      title="There is nothing here"
      action={
        <Link to="/traces" className={button.button}>
          All traces
        </Link>
      }
    >
      It may have been deleted, have passed its retention, or not have arrived yet.
    </EmptyState>
  );
}
