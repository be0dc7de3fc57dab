using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Engine.LoadTests.Scenarios;

/// <summary>The keywords of a step section. Each changes the step read last.</summary>
internal static class StepDirectives
{
    private const double BodyBytesMost = 1024.0 * 1024 * 1024 * 1024;
    private const int ChunkBytesDefault = 16384;

    private static readonly string[] Methods = ["get", "head", "post", "put", "delete", "patch", "options", "request"];

    public static readonly IReadOnlyList<Directive> Table = MakeTable();

    private static List<Directive> MakeTable()
    {
        var table = new List<Directive>();
        foreach (string method in Methods)
        {
            table.Add(new Directive(method, method == "request" ? "METHOD PATH" : "PATH", false, ReadRequest));
        }

        table.Add(new Directive("header", "NAME VALUE", true, ReadField));
        table.Add(new Directive("body", "SIZE | text TEXT | file PATH [chunked [SIZE]]", false, ReadBody));
        table.Add(new Directive("expect", "status CODE... | body SIZE", true, ReadExpectation));
        return table;
    }

    private static void ReadRequest(ScenarioDraft draft, LineReader line)
    {
        string method = line.Line.Keyword.Text == "request" ? line.Take("the method") : line.Line.Keyword.Text.ToUpperInvariant();
        string path = line.Take("the path");
        if (!line.HasFailed && !path.StartsWith('/') && path != "*")
        {
            line.FailLast($"the path '{path}' does not begin with /", $"write /{path}");
        }

        Change(draft, step => step with { Method = method, Path = path });
    }

    private static void ReadField(ScenarioDraft draft, LineReader line)
    {
        string name = line.Take("the name of the header");
        if (name.EndsWith(':'))
        {
            line.FailLast("a header's name is written without its colon", $"header {name[..^1]} VALUE");
        }

        string value = line.Take("the value of the header (in quotes when it holds blanks)");
        Change(draft, step => step with { Fields = [.. step.Fields, (name, value)] });
    }

    private static void ReadBody(ScenarioDraft draft, LineReader line)
    {
        byte[]? bytes = null;
        double length;
        if (line.TryTake("text"))
        {
            bytes = Encoding.UTF8.GetBytes(line.Take("the text"));
            length = bytes.Length;
        }
        else if (line.TryTake("file"))
        {
            bytes = ReadFile(line);
            length = bytes.Length;
        }
        else
        {
            length = line.Take(Quantity.Size, 1, BodyBytesMost);
        }

        int chunk = 0;
        if (line.TryTake("chunked"))
        {
            chunk = line.IsAtEnd ? ChunkBytesDefault : (int)line.Take(Quantity.Size, 1, int.MaxValue / 2);
        }

        Change(draft, step => step with { Body = new RequestBody(bytes, (long)length, chunk) });
    }

    private static byte[] ReadFile(LineReader line)
    {
        string path = line.Take("the file");
        if (line.HasFailed)
        {
            return [];
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (System.Exception exception) when (exception is IOException or System.UnauthorizedAccessException)
        {
            line.FailLast($"'{path}' cannot be read", "paths count from the directory the generator is started in");
            return [];
        }
    }

    private static void ReadExpectation(ScenarioDraft draft, LineReader line)
    {
        if (line.TakeOneOf("something to expect", "status", "body") == "body")
        {
            long length = (long)line.Take(Quantity.Size, 0, BodyBytesMost);
            Change(draft, step => step with { BodyBytes = length });
            return;
        }

        List<int> statuses = [];
        do
        {
            statuses.Add(line.TakeCount(200, 999));
        }
        while (!line.IsAtEnd && !line.HasFailed);
        Change(draft, step => step with { Statuses = statuses });
    }

    private static void Change(ScenarioDraft draft, System.Func<Step, Step> change) => draft.Steps[^1] = change(draft.Steps[^1]);
}
