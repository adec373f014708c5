export function EventHistoryPage() {
  return <h1>Event history</h1>
}
