using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Engine.Config.Text;

namespace Weir.Tools;

/// <summary>Findings for editors and pipelines: one JSON object.</summary>
internal static class FindingsJson
{
    /// <param name="status">Exit status of the check.</param>
    public static void Write(DiagnosticBag findings, int status, TextWriter text)
    {
        using var bytes = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", findings.Errors == 0);
            json.WriteBoolean("starts", status == 0);
            json.WriteNumber("errors", findings.Errors);
            json.WriteNumber("warnings", findings.Warnings);
            json.WriteStartArray("findings");
            foreach (Diagnostic finding in findings.All)
            {
                if (finding.Severity != Severity.Diagnostic)
                {
                    Write(json, finding);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        text.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    /// <summary>Lines and columns count from 1; columns and lengths are bytes of the line. Line 0: the file as a whole.</summary>
    private static void Write(Utf8JsonWriter json, Diagnostic finding)
    {
        json.WriteStartObject();
        json.WriteString("severity", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" });
        json.WriteString("file", finding.Where.File);
        json.WriteNumber("line", finding.Where.Line);
        json.WriteNumber("column", finding.Where.Column);
        json.WriteNumber("length", finding.Where.Length);
        json.WriteString("message", ByteText.ToUnicode(finding.Message));
        if (finding.Fix is { } fix)
        {
            json.WriteString("help", ByteText.ToUnicode(fix));
        }

        json.WriteString("source", ByteText.ToUnicode(finding.SourceLine));
        json.WriteEndObject();
    }
}
