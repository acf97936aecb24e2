import { setTimeout as wait } from "node:timers/promises";

/** An order as the shop's own system has it. */
export interface Order {
  number: string;
  item: string;
  /** What was paid, in cents of a euro. */
  cents: number;
  payment: string;
  placed: string;
  promised: string;
  status: "shipped" | "delivered";
  delivered?: string;
  parcel: string;
}

const orders: Order[] = [
  {
    number: "FE-20418",
    item: "Grind One burr grinder, black",
    cents: 12900,
    payment: "card",
    placed: "2026-11-11",
    promised: "2026-11-17",
    status: "shipped",
    parcel: "PN-88201734",
  },
  {
    number: "FE-20455",
    item: "Ember gooseneck kettle, 0.9 l",
    cents: 8900,
    payment: "card",
    placed: "2026-10-29",
    promised: "2026-11-03",
    status: "delivered",
    delivered: "2026-11-03",
    parcel: "PN-88190022",
  },
];

/** Finds an order by its number. */
export async function findOrder({ number }: { number: string }): Promise<Order> {
  await wait(60 + 25 * (number.charCodeAt(7) % 4));
  const order = orders.find((candidate) => candidate.number === number);
  if (!order) throw new Error(`there is no order ${number}`);
  return order;
}

/** Makes a refund and returns its number. */
export async function makeRefund({ order, cents }: { order: string; cents: number }): Promise<{ refund: string }> {
  const { cents: paid } = await findOrder({ number: order });
  if (cents > paid) throw new Error(`only ${paid} cents were paid for ${order}`);
  return { refund: "RF-5512" };
}
