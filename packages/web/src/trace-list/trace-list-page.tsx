import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { projectOptions, traceListOptions } from "../api.js";
import { useZone } from "../format/time.js";
import { Failure } from "../shell/failure.js";
import { FilterBar } from "./filter-bar.js";
import type { TraceFilters } from "./filters.js";
import { FirstTrace } from "./first-trace.js";
import { NoMatch } from "./no-match.js";
import styles from "./trace-list.module.css";
import { TraceTable } from "./trace-table.js";
import { useLiveTraces } from "./use-live-traces.js";

/** The list of traces, narrowed by the filters in its address. */
export function TraceListPage() {
  const filters = useSearch({ from: "/traces" });
  const navigate = useNavigate({ from: "/traces" });
  const [zone] = useZone();
  useLiveTraces();
  const list = useInfiniteQuery(traceListOptions(filters));
  const project = useQuery(projectOptions());
  const traces = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const setFilters = (next: TraceFilters) => void navigate({ search: next, replace: true });
  const filtered = Object.keys(filters).length > 0;
  return (
    <div className={styles.page}>
      <FilterBar
        filters={filters}
        onChange={setFilters}
        facets={project.data?.facets}
        zone={zone}
        busy={list.isFetching}
      />
      {list.error && traces.length === 0 ? (
        <Failure error={list.error} />
      ) : traces.length === 0 && !list.isPending ? (
        filtered ? (
          <NoMatch onClear={() => setFilters({})} />
        ) : (
          <FirstTrace />
        )
      ) : (
        <TraceTable
          traces={traces}
          zone={zone}
          loading={list.isPending}
          stale={list.isPlaceholderData}
          onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
          onFilter={(change) => setFilters({ ...filters, ...change })}
        />
      )}
    </div>
  );
}
