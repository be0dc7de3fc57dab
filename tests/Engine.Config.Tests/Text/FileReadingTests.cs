using System;
using System.IO;
using System.Text;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Text;

/// <summary>Which files are read, in which order, and what is wrong with a file as a whole.</summary>
public sealed class FileReadingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("weir-config-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_AreReadInTheOrderGiven()
    {
        string b = Write("b.cfg", "b\n");
        string a = Write("a.cfg", "a\n");
        Assert.Equal("b\na", Read(b, a).Words);
    }

    [Fact]
    public void Directory_StandsForItsVisibleCfgFiles_InByteOrder()
    {
        Write("d/b.cfg", "b\n");
        Write("d/Z.cfg", "Z\n");
        Write("d/10.cfg", "10\n");
        Write("d/9.cfg", "9\n");
        Write("d/.hidden.cfg", "hidden\n");
        Write("d/readme.txt", "readme\n");
        Write("d/sub.cfg/x.cfg", "sub\n");
        Assert.Equal("10\n9\nZ\nb", Read(Path.Combine(_root, "d")).Words);
    }

    [Fact]
    public void FileNames_AreThoseOfTheCommandLine()
    {
        Write("d/a.cfg", "say \"$.FILE\" \"$HAPROXY_CFGFILES\"\n");
        string c = Write("c.cfg", "\n");
        string d = Path.Combine(_root, "d");
        Assert.Equal($"say|{d}/a.cfg|{d}/a.cfg;{c}", Read(d, c).Words);
    }

    [Fact]
    public void MissingFile_IsReported_AndTheOthersAreRead()
    {
        string b = Write("b.cfg", "b\n");
        Reading reading = Read(Path.Combine(_root, "no.cfg"), b);
        Assert.Equal("b", reading.Words);
        Assert.Equal($"[ERROR] {_root}/no.cfg: cannot read this configuration file: there is no such file\n1 error in {_root}/no.cfg\n", reading.Report);
    }

    [Fact]
    public void File_LargerThanTheLimit_IsReported()
    {
        string big = Write("big.cfg", new string('\n', (10 * 1024 * 1024) + 1));
        Assert.Contains("the configuration is larger than 10 MB", Read(big).Report);
    }

    [Fact]
    public void Device_WithoutEnd_IsReported() => Assert.Contains("larger than 10 MB", Read("/dev/zero").Report);

    [Fact]
    public void Files_TogetherLargerThanTheLimit_AreReported()
    {
        string half = Write("half.cfg", new string('\n', (5 * 1024 * 1024) + 1));
        Assert.Equal(1, Read(half, half).Diagnostics.Errors);
    }

    [Fact]
    public void EmptyFile_IsNothing()
    {
        Reading reading = Read(Write("empty.cfg", ""));
        Assert.Equal("", reading.Words + reading.Report);
    }

    [Fact]
    public void LastLine_WithoutLineFeed_IsAnErrorButStillRead()
    {
        Reading reading = Reading.Exactly("a\n b c");
        Assert.Equal("a\nb|c", reading.Words);
        Assert.Equal(
            """
            [ERROR] haproxy.cfg:2:5: the last line does not end with a line feed, so the file may have been cut off
              2 |  b c
                |     ^
              help: end the file with a line feed if it is complete
            1 error in haproxy.cfg

            """.ReplaceLineEndings("\n"),
            reading.Report);
    }

    [Fact]
    public void NulBytes_AreReportedOnce_AndTheirLinesNotRead()
    {
        Reading reading = Reading.Exactly("a\nb \0c\nd\0\ne\n");
        Assert.Equal("a\ne", reading.Words);
        Assert.StartsWith("[ERROR] haproxy.cfg:2:3: a NUL byte stands in this line, which is therefore not read\n  2 | b \\x00c\n    |   ^~~~\n", reading.Report);
        Assert.Equal(1, reading.Diagnostics.Errors);
    }

    [Fact]
    public void ByteOrderMark_IsSkippedWithAWarning()
    {
        Reading reading = Reading.Exactly("\ufeffglobal\n");
        Assert.Equal("global", reading.Words);
        Assert.Equal(
            "[WARNING] haproxy.cfg:1:1: the file begins with a byte order mark, which is skipped\n  help: save it as UTF-8 without one\n1 warning in haproxy.cfg\n",
            reading.Report);
    }

    [Fact]
    public void EveryFile_BeginsOutsideOfAnySection()
    {
        string first = Write("1.cfg", "global\nsay \"<$.SECTION>\"\n");
        string second = Write("2.cfg", "say \"<$.SECTION>\"\n");
        var reader = new StatementReader([first, second], new ConfigEnvironment(), new DiagnosticBag());
        var said = new StringBuilder();
        foreach (Statement statement in reader.ReadAll())
        {
            reader.CurrentSection = statement.Words.Count == 1 ? "global" : reader.CurrentSection;
            said.Append(statement.Words[^1].Text);
        }

        Assert.Equal("global<global><>", said.ToString());
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private static Reading Read(params string[] paths)
    {
        var reader = new StatementReader(paths, new ConfigEnvironment(), new DiagnosticBag());
        return Reading.Collect(reader, reader.ReadAll());
    }
}
