using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Engine.Gate;
using Engine.Gate.History;
using Xunit;

namespace Engine.Perf.Tests.History;

/// <summary>Lines in, a chart out.</summary>
public sealed class HistoryTests
{
    private const string First = """{"date":"2026-11-26","commit":"aaa","kernel":"6.12","cpu":"R&D <1>","architecture":"x86_64","figures":{"keepalive.instructions":10000}}""";
    private const string Second = """{"date":"2026-11-27","commit":"bbb","kernel":"6.18","cpu":"other","architecture":"x86_64","figures":{"keepalive.instructions":11000,"rules.syscalls":7.250}}""";

    [Fact]
    public void ALine_SurvivesReadingAndWriting() => Assert.Equal(Second, Measurement.Parse(Second).ToLine());

    [Fact]
    public void AMeasurement_IsAddedAtTheEnd() =>
        Assert.Equal(First + "\n" + Second + "\n", HistoryFile.Append(First + "\n", Measurement.Parse(Second)));

    [Fact]
    public void ACommitMeasuredAgain_ReplacesItsLine()
    {
        Measurement again = Measurement.Parse(Second.Replace("11000", "10500"));

        string text = HistoryFile.Append(First + "\n" + Second + "\n", again);

        Assert.Equal(First + "\n" + again.ToLine() + "\n", text);
    }

    [Fact]
    public void TheChart_IsOneDocumentWithAPanelPerFigure_AndAPointPerMeasurement()
    {
        XElement svg = XElement.Parse(TrendChart.Draw(HistoryFile.Parse(First + "\n" + Second + "\n")));

        List<XElement> panels = [.. svg.Elements().Where(element => element.Name.LocalName == "g")];
        Assert.Equal(["keepalive.instructions", "rules.syscalls"], panels.Select(panel => Texts(panel, "name").Single()));
        Assert.Equal(["11,000", "7.25"], panels.Select(panel => Texts(panel, "now").Single()));
        Assert.Equal([2, 1], panels.Select(panel => panel.Elements().Count(element => element.Name.LocalName == "circle")));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" or "src");
    }

    [Fact]
    public void AHigherFigure_StandsHigher()
    {
        XElement svg = XElement.Parse(TrendChart.Draw(HistoryFile.Parse(First + "\n" + Second + "\n")));

        List<XElement> points = [.. svg.Descendants().Where(element => element.Name.LocalName == "circle")];
        Assert.True((decimal)points[0].Attribute("cy")! > (decimal)points[1].Attribute("cy")!);
        Assert.True((decimal)points[0].Attribute("cx")! < (decimal)points[1].Attribute("cx")!);
    }

    [Fact]
    public void APoint_SaysWhereItWasTaken()
    {
        XElement svg = XElement.Parse(TrendChart.Draw(HistoryFile.Parse(First)));

        string title = svg.Descendants().Single(element => element.Name.LocalName == "title").Value;
        Assert.Equal("2026-11-26 aaa, R&D <1>, Linux 6.12: 10,000", title);
    }

    [Fact]
    public void WithoutAPast_TheChartSaysSo() => Assert.Contains("nothing measured yet", TrendChart.Draw([]));

    private static IEnumerable<string> Texts(XElement panel, string @class) =>
        panel.Elements().Where(element => (string?)element.Attribute("class") == @class).Select(element => element.Value);
}
