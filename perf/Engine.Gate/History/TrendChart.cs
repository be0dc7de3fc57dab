using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Engine.Gate.History;

/// <summary>The past as one SVG that needs nothing else: a panel per figure, two beside each other.</summary>
internal static class TrendChart
{
    private const int Columns = 2;
    private const int Margin = 24;
    private const int Head = 56;

    private const string Style = """
        <style>
        svg { background: #fff; font: 12px system-ui, sans-serif; fill: #222 }
        .title { font-size: 17px } .name { font-weight: 600 } .now { text-anchor: end } .mark { text-anchor: end; fill: #777; font-size: 11px }
        .grid { stroke: #ddd } polyline { fill: none; stroke: #1769aa; stroke-width: 1.5 } circle { fill: #1769aa }
        </style>

        """;

    public static string Draw(IReadOnlyList<Measurement> history)
    {
        List<TrendPanel> panels = Panels(history);
        int rows = (panels.Count + Columns - 1) / Columns;
        int width = (Columns * (TrendPanel.Width + Margin)) + Margin;
        int height = Head + (rows * (TrendPanel.Height + Margin)) + Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n");
        svg.Append(Style);
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Margin}\" y=\"32\">{Escaped(Title(history))}</text>\n");
        for (int i = 0; i < panels.Count; i++)
        {
            panels[i].Write(svg, Margin + (i % Columns * (TrendPanel.Width + Margin)), Head + (i / Columns * (TrendPanel.Height + Margin)));
        }

        return svg.Append("</svg>\n").ToString();
    }

    internal static string Escaped(string text) =>
        text.Replace("&", "&amp;", System.StringComparison.Ordinal).Replace("<", "&lt;", System.StringComparison.Ordinal);

    private static string Title(IReadOnlyList<Measurement> history) => history.Count == 0
        ? "Weir: nothing measured yet"
        : $"Weir: {history.Count} measured commits, {history[0].Date} ({history[0].Commit}) to {history[^1].Date} ({history[^1].Commit})";

    private static List<TrendPanel> Panels(IReadOnlyList<Measurement> history)
    {
        var panels = new List<TrendPanel>();
        foreach (string name in history.SelectMany(measurement => measurement.Figures).Select(figure => figure.Name).Distinct())
        {
            var points = new List<TrendPoint>();
            for (int place = 0; place < history.Count; place++)
            {
                Measurement measurement = history[place];
                points.AddRange(measurement.Figures
                    .Where(figure => figure.Name == name)
                    .Select(figure => new TrendPoint(place, $"{measurement.Date} {measurement.Commit}, {measurement.Cpu}, Linux {measurement.Kernel}", figure.Value)));
            }

            panels.Add(new TrendPanel(name, points, history.Count));
        }

        return panels;
    }
}
