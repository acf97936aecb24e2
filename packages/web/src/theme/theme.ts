import { createSetting, useSetting } from "./setting.js";

/** Colours of the page: those of the operating system, or one fixed by the reader. */
export type Theme = "system" | "light" | "dark";

const themes: readonly Theme[] = ["system", "light", "dark"];

const themeSetting = createSetting<Theme>("trace.theme", themes, "system", (theme) => {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
});

/** The reader's theme and the function that sets it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return useSetting(themeSetting);
}
