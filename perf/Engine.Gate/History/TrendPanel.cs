using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Engine.Gate.History;

/// <summary>The course of one figure: a line with a point per measured commit.</summary>
/// <param name="Name">ROW.FIGURE.</param>
/// <param name="Points">In order of time; a commit that lacks the figure has no point.</param>
/// <param name="Places">Points that the horizontal axis has room for: the same in every panel, so that commits stand above each other.</param>
internal sealed record TrendPanel(string Name, IReadOnlyList<TrendPoint> Points, int Places)
{
    public const int Width = 460;
    public const int Height = 150;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 34;
    private const int Bottom = 14;

    /// <summary>A panel as SVG, its corner at the given place.</summary>
    public void Write(StringBuilder svg, int left, int top)
    {
        decimal least = Points.Min(point => point.Value);
        decimal most = Points.Max(point => point.Value);

        // A flat line stays flat: the scale never shows less than 4 % of the figure, twice what the gate lets pass.
        decimal middle = (least + most) / 2;
        decimal half = Math.Max(Math.Max((most - least) / 2, Math.Abs(middle) * 0.02m), 0.5m);
        decimal Y(decimal value) => Top + ((middle + half - value) / (2 * half) * (Height - Top - Bottom));
        decimal X(int place) => Left + (Places < 2 ? 0 : (decimal)place / (Places - 1) * (Width - Left - Right));

        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({left},{top})\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"0\" y=\"14\">{TrendChart.Escaped(Name)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"now\" x=\"{Width - Right}\" y=\"14\">{Points[^1].Value:#,0.###}</text>\n");
        foreach (decimal mark in new[] { middle - half, middle + half })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(mark):0.#}\" y2=\"{Y(mark):0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"mark\" x=\"{Left - 8}\" y=\"{Y(mark) + 4:0.#}\">{mark:#,0.##}</text>\n");
        }

        svg.Append("<polyline points=\"");
        svg.AppendJoin(' ', Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Place):0.#},{Y(point.Value):0.#}")));
        svg.Append("\"/>\n");
        foreach (TrendPoint point in Points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(point.Place):0.#}\" cy=\"{Y(point.Value):0.#}\" r=\"3\">");
            svg.Append(CultureInfo.InvariantCulture, $"<title>{TrendChart.Escaped(point.Label)}: {point.Value:#,0.###}</title></circle>\n");
        }

        svg.Append("</g>\n");
    }
}
