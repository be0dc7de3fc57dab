using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Engine.Gate;

/// <summary>Figures taken of one commit on one machine: what perf/gate writes, and one line of perf/history.</summary>
/// <param name="Date">yyyy-mm-dd.</param>
/// <param name="Commit">Short hash; a plus sign behind it stands for changes that were not committed yet.</param>
/// <param name="Kernel">As <c>uname -r</c> says.</param>
/// <param name="Cpu">Model name.</param>
/// <param name="Architecture">As <c>uname -m</c> says: figures of two architectures are not comparable.</param>
/// <param name="Figures">By name, ROW.FIGURE, in the order in which they were taken.</param>
internal sealed record Measurement(string Date, string Commit, string Kernel, string Cpu, string Architecture, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Measurement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        var figures = new List<Figure>();
        foreach (JsonProperty figure in root.GetProperty("figures").EnumerateObject())
        {
            figures.Add(new Figure(figure.Name, figure.Value.GetDecimal()));
        }

        return new Measurement(Text(root, "date"), Text(root, "commit"), Text(root, "kernel"), Text(root, "cpu"), Text(root, "architecture"), figures);
    }

    /// <summary>One line of JSON, without its end.</summary>
    public string ToLine()
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, AsWritten))
        {
            writer.WriteStartObject();
            writer.WriteString("date", Date);
            writer.WriteString("commit", Commit);
            writer.WriteString("kernel", Kernel);
            writer.WriteString("cpu", Cpu);
            writer.WriteString("architecture", Architecture);
            writer.WriteStartObject("figures");
            foreach (Figure figure in Figures)
            {
                writer.WriteNumber(figure.Name, figure.Value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");
}
