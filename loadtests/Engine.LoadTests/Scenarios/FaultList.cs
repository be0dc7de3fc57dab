using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Engine.LoadTests.Scenarios;

/// <summary>All that was found wrong in one file, told in the way the engine tells of its own configuration.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<Fault> _all = [];

    public IReadOnlyList<Fault> All => _all;

    public void Add(Statement at, Word word, string message, string? fix = null) =>
        _all.Add(new Fault(at.Line, word.Column, word.Length, at.Text, message, fix));

    public void Add(Fault fault) => _all.Add(fault);

    /// <summary>About the file as a whole: something is missing.</summary>
    public void AddMissing(string message, string fix) => _all.Add(new Fault(0, 0, 0, "", message, fix));

    /// <summary>Place and cause, the line with what is wrong underlined, the fix.</summary>
    public void Write(TextWriter output)
    {
        foreach (Fault fault in _all)
        {
            string place = fault.Line == 0 ? file : string.Create(CultureInfo.InvariantCulture, $"{file}:{fault.Line}:{fault.Column}");
            output.WriteLine($"[ERROR] {place}: {fault.Message}");
            if (fault.Line > 0)
            {
                WriteSource(output, fault);
            }

            if (fault.Fix is not null)
            {
                output.WriteLine($"  help: {fault.Fix}");
            }
        }

        output.WriteLine(_all.Count == 1 ? $"1 error in {file}" : string.Create(CultureInfo.InvariantCulture, $"{_all.Count} errors in {file}"));
    }

    private static void WriteSource(TextWriter output, Fault fault)
    {
        string number = fault.Line.ToString(CultureInfo.InvariantCulture);
        string margin = new(' ', number.Length);

        // A tab is shown as one blank, so that the underline stands where it should.
        output.WriteLine($"  {number} | {fault.SourceLine.Replace('\t', ' ')}");
        output.WriteLine($"  {margin} | {new string(' ', Math.Max(fault.Column - 1, 0))}^{new string('~', Math.Max(fault.Length - 1, 0))}");
    }
}
