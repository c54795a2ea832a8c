using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>Lets readers sort tables by a click on a column's head, or with Enter; without scripts the tables stay as they are.</summary>
internal static class SortScript
{
    // Well-formed XML, like the page: neither an ampersand nor an angle bracket that opens.
    public static Markup Markup { get; } = new("""
        <script>
        for (const head of document.querySelectorAll(".sortable thead th")) {
          const sort = () => {
            const body = head.closest("table").tBodies[0], down = head.getAttribute("aria-sort") === "ascending";
            for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
            head.setAttribute("aria-sort", down ? "descending" : "ascending");
            const key = row => row.cells[head.cellIndex]?.dataset.value ?? row.cells[head.cellIndex]?.textContent ?? "";
            const rows = [...body.rows].sort((one, other) => {
              const difference = key(one) - key(other);
              return Number.isNaN(difference) ? key(one).localeCompare(key(other)) : difference;
            });
            body.append(...(down ? rows.reverse() : rows));
          };
          head.tabIndex = 0;
          head.onclick = sort;
          head.onkeydown = event => { if (event.key === "Enter") sort(); };
        }
        </script>
        """);
}
