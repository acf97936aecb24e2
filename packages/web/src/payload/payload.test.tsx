import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { JsonView } from "./json-view.js";
import { LongText } from "./long-text.js";
import { createTextSource, type TextSource } from "./text-source.js";

const whole: TextSource = createTextSource({ cut: [] }, () => Promise.reject(new Error("nothing is cut")));

afterEach(cleanup);

describe("LongText", () => {
  it("shows what a model wrote as text, never as elements", () => {
    const { container } = render(<LongText text={'<img src=x onerror="alert(1)">'} path="p" source={whole} />);
    expect(container.querySelector("img")).toBeNull();
    expect(container.textContent).toContain("<img src=x");
  });

  it("puts no more than 20,000 characters on the page until asked", () => {
    const { container } = render(<LongText text={"word ".repeat(10_000)} path="p" source={whole} open code />);
    expect(container.querySelector("[data-code]")!.textContent).toHaveLength(20_000);
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(container.querySelector("[data-code]")!.textContent).toHaveLength(50_000);
  });

  it("reads on from the server where a text arrived cut", async () => {
    const read: [string, number][] = [];
    const source = createTextSource({ cut: [{ path: "output", length: 9 }] }, async (path, offset) => {
      read.push([path, offset]);
      return { text: "123456789".slice(offset, offset + 3), offset, length: 9 };
    });
    render(<LongText text="123" path="output" source={source} code />);
    expect(screen.getByText(/3 of 9/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByText("123456789")).toBeTruthy();
    expect(read).toEqual([
      ["output", 3],
      ["output", 6],
    ]);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("folds a long text and opens it", () => {
    render(<LongText text={"line\n".repeat(60)} path="p" source={whole} />);
    fireEvent.click(screen.getByRole("button", { name: /Show more/ }));
    expect(screen.getByRole("button", { name: "Show less" })).toBeTruthy();
  });
});

describe("JsonView", () => {
  it("opens as many levels as asked and the rest on demand", () => {
    render(<JsonView value={{ outer: { inner: { leaf: 1 } } }} path="p" source={whole} openLevels={1} />);
    expect(screen.queryByText("inner:")).toBeNull();
    fireEvent.click(screen.getByText("outer:"));
    expect(screen.getByText("inner:")).toBeTruthy();
  });

  it("draws a hundred entries of a long list, and more on demand", () => {
    const list = Array.from({ length: 1000 }, (_, i) => i);
    render(<JsonView value={list} path="p" source={whole} />);
    expect(screen.getAllByText(/^\d+:$/)).toHaveLength(100);
    fireEvent.click(screen.getByRole("button", { name: "900 more" }));
    expect(screen.getAllByText(/^\d+:$/)).toHaveLength(600);
  });

  it("says null, false and empty values apart", () => {
    const { container } = render(
      <JsonView value={{ a: null, b: false, c: "", d: [], e: {} }} path="p" source={whole} />,
    );
    expect(container.textContent).toBe('{5a:nullb:falsec:""d:[]e:{}');
  });
});
