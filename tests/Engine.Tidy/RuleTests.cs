using System.Linq;
using Engine.Tidy.Rules;
using Engine.Tidy.Sources;
using Xunit;

namespace Engine.Tidy;

/// <summary>Each rule catches a small bad sample and lets its good twin pass.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("src/Engine.IO/Engine.IO.csproj", "../Engine.Http/Engine.Http.csproj", "Engine.Http")]
    [InlineData("src/Engine.Proxy/Engine.Proxy.csproj", "../Engine.Stages/Engine.Stages.csproj", "Engine.Stages")]
    [InlineData("src/Engine.Stages/Engine.Stages.csproj", "..\\Weir\\Weir.csproj", "Weir")]
    [InlineData("src/Engine.Config/Engine.Config.csproj", "../../tests/Engine.Tidy/Engine.Tidy.csproj", "Engine.Tidy")]
    [InlineData("tests/Engine.Http.Tests/Engine.Http.Tests.csproj", "../../src/Engine.Proxy/Engine.Proxy.csproj", "Engine.Proxy")]
    [InlineData("src/Engine.Common/Engine.Common.csproj", "../Engine.IO/Engine.IO.csproj", "Engine.Common")]
    [InlineData("loadtests/Engine.LoadTests/Engine.LoadTests.csproj", "../../src/Engine.Proxy/Engine.Proxy.csproj", "Engine.Proxy")]
    [InlineData("loadtests/Other/Other.csproj", "../../src/Engine.IO/Engine.IO.csproj", "Other")]
    [InlineData("tests/Engine.LoadTests.Tests/Engine.LoadTests.Tests.csproj", "../../src/Engine.Config/Engine.Config.csproj", "Engine.Config")]
    public void Layering_ReferenceUpwards_IsFound(string project, string reference, string subject) =>
        AssertFinds(new LayeringRule(), subject, (project, $"<Project><ItemGroup><ProjectReference Include=\"{reference}\" /></ItemGroup></Project>"));

    [Fact]
    public void Layering_InternalsShownToAnotherStorey_IsFound() =>
        AssertFinds(new LayeringRule(), "Weir", ("src/Engine.IO/Engine.IO.csproj", "<Project><ItemGroup><InternalsVisibleTo Include=\"Weir\" /></ItemGroup></Project>"));

    [Fact]
    public void Layering_ReferenceDownwards_Passes() =>
        AssertPasses(
            new LayeringRule(),
            ("src/Weir/Weir.csproj", "<Project><ItemGroup><ProjectReference Include=\"../Engine.Stages/Engine.Stages.csproj\" /></ItemGroup></Project>"),
            ("loadtests/Engine.LoadTests/Engine.LoadTests.csproj", "<Project><ItemGroup><ProjectReference Include=\"../../src/Engine.Http/Engine.Http.csproj\" /></ItemGroup></Project>"),
            ("loadtests/Origin/Origin.csproj", "<Project />"),
            ("tests/Weir.Tests/Weir.Tests.csproj", "<Project><ItemGroup><ProjectReference Include=\"../../src/Weir/Weir.csproj\" /></ItemGroup></Project>"));

    [Theory]
    [InlineData("src/Engine.Proxy/A.cs", "class RoundRobinBalancer { }", "roundrobin")]
    [InlineData("src/Engine.Proxy/A.cs", "class A { const string Name = \"least_conn\"; }", "leastconn")]
    [InlineData("src/Engine.Proxy/A.cs", "class A { bool Is(byte[] a) => a is \"gzip\"u8; }", "gzip")]
    [InlineData("src/Engine.Proxy/A.cs", "class A { string N => \"httplog\"; }", "httplog")]
    [InlineData("src/Engine.Config/A.cs", "class A { bool M(string n) => n == \"set-header\"; }", "setheader")]
    [InlineData("src/Engine.Config/A.cs", "class A { bool M(string n) => n is \"gzip\" or \"x\"; }", "gzip")]
    [InlineData("src/Engine.Config/A.cs", "class A { int M(string n) { switch (n) { case \"sdbm\": return 1; } return 0; } }", "sdbm")]
    [InlineData("src/Engine.Config/A.cs", "class A { int StaticRr; }", "staticrr")]
    public void StageWord_InTheCore_IsFound(string path, string text, string subject) => AssertFinds(new StageWordRule(), subject, (path, text));

    [Fact]
    public void StageWord_InTheStageOrAComment_Passes() =>
        AssertPasses(
            new StageWordRule(),
            ("src/Engine.Stages/Balancing/RoundRobin.cs", "class RoundRobin { string N => \"roundrobin\"; }"),
            ("src/Engine.Config/A.cs", "/* such as roundrobin */ class A { bool N(string n) => n == \"httplog\"; }"),
            ("src/Engine.Config/B.cs", "class B { string[] Known = [\"leastconn\", \"gzip\"]; }"));

    [Theory]
    [InlineData("src/Engine.Proxy/A.cs", "using System.Linq; class A { }", "System.Linq")]
    [InlineData("src/Engine.Stages/A.cs", "using System.Reflection; class A { }", "System.Reflection")]
    [InlineData("src/Engine.Http/A.cs", "using System.Net.Sockets; class A { }", "System.Net.Sockets")]
    [InlineData("src/Engine.Http/A.cs", "class A { long T => System.Diagnostics.Stopwatch.GetTimestamp(); }", "Stopwatch")]
    public void StoreyUse_OfWhatAStoreyMustNotHave_IsFound(string path, string text, string subject) => AssertFinds(new StoreyUseRule(), subject, (path, text));

    [Fact]
    public void StoreyUse_LinqInTheFrontDoor_Passes() => AssertPasses(new StoreyUseRule(), ("src/Weir/A.cs", "using System.Linq; class A { }"));

    [Theory]
    [InlineData("namespace Engine.IO; class A { }", "Engine.IO")]
    [InlineData("namespace Engine.IO.Socket { class A { } }", "Engine.IO.Socket")]
    [InlineData("class A { }", "A.cs")]
    public void Namespace_NotTheFolder_IsFound(string text, string subject) =>
        AssertFinds(new NamespaceRule(), subject, ("src/Engine.IO/Engine.IO.csproj", "<Project />"), ("src/Engine.IO/Sockets/A.cs", text));

    [Fact]
    public void Namespace_FileOutsideAnyProject_IsFound() => AssertFinds(new NamespaceRule(), "A.cs", ("src/A.cs", "class A { }"));

    [Fact]
    public void Namespace_ProjectAndFolder_Passes() =>
        AssertPasses(new NamespaceRule(), ("src/Engine.IO/Engine.IO.csproj", "<Project />"), ("src/Engine.IO/Sockets/A.cs", "namespace Engine.IO.Sockets; class A { }"));

    [Fact]
    public void FileName_OfNoTypeInIt_IsFound() => AssertFinds(new FileNameRule(), "B", ("src/X/A.cs", "class B { } class C { }"));

    [Fact]
    public void FileName_OfOneOfItsTypes_Passes() =>
        AssertPasses(new FileNameRule(), ("src/X/B.cs", "enum A { } class B<T> { }"), ("src/X/B.Inner.cs", "partial class B { class Inner { } }"), ("src/X/BOfTU.cs", "class B<T, U> { }"), ("src/X/Friends.cs", "[assembly: A]"));

    [Fact]
    public void FileWall_Line501_IsFound() => AssertFinds(new FileWallRule(), "A.cs", ("src/X/A.cs", Lines(501)));

    [Fact]
    public void FileWall_Line500_Passes() => AssertPasses(new FileWallRule(), ("src/X/A.cs", Lines(500)));

    [Theory]
    [InlineData("class A { void Long()\n{0} }", "Long")]
    [InlineData("class A { A()\n{0} }", "A")]
    [InlineData("class A { static bool operator !(A a)\n{0} }", "operator!")]
    [InlineData("class A { int P { get\n{0} } }", "P")]
    public void FunctionWall_Line71_IsFound(string form, string subject) =>
        AssertFinds(new FunctionWallRule(), subject, ("src/X/A.cs", form.Replace("{0}", "{\n" + Lines(68) + "}")));

    [Fact]
    public void FunctionWall_Line70_Passes() =>
        AssertPasses(new FunctionWallRule(), ("src/X/A.cs", "class A {\n/// A comment does not count.\nvoid M()\n{\n" + Lines(67) + "} }"));

    [Theory]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f) { } }", "M")]
    [InlineData("delegate void D(int a, int b, int c, int d, int e, int f);", "D")]
    [InlineData("class A { object F = (int a, int b, int c, int d, int e, int f) => 0; }", "lambda")]
    public void Parameters_Six_AreFound(string text, string subject) => AssertFinds(new ParameterRule(), subject, ("src/X/A.cs", text));

    [Theory]
    [InlineData("class A { void M(int a, int b, int c, int d, int e) { } }")]
    [InlineData("record A(int A, int B, int C, int D, int E, int F);")]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f) { } }")]
    [InlineData("class A { [LibraryImport(\"libc\")] static partial int M(int a, int b, int c, int d, int e, int f); }")]
    public void Parameters_FiveOrGivenOrFields_Pass(string text) => AssertPasses(new ParameterRule(), ("src/X/A.cs", text));

    [Theory]
    [InlineData("src/X/A.cs", "class StringHelper { }", "StringHelper")]
    [InlineData("src/X/A.cs", "class ConnectionManager { }", "ConnectionManager")]
    [InlineData("src/X/A.cs", "enum MiscFlags { }", "MiscFlags")]
    [InlineData("src/Engine.Proxy/A.cs", "class A { int _upstreamPort; }", "_upstreamPort")]
    [InlineData("src/Engine.Stages/A.cs", "class A { void M(int remotePort) { } }", "remotePort")]
    [InlineData("src/Engine.Proxy/A.cs", "class A { void ClosePeer() { } }", "ClosePeer")]
    public void Name_ThatSaysNothingOrAnotherSide_IsFound(string path, string text, string subject) => AssertFinds(new NameRule(), subject, (path, text));

    [Fact]
    public void Name_OfAnotherLibraryOrAnotherWord_Passes() =>
        AssertPasses(new NameRule(), ("src/Engine.Proxy/A.cs", "class Utilization { object M(Socket s) => s.RemoteEndPoint; void Compeer() { } }"));

    [Fact]
    public void Interface_WithOneImplementation_IsFound() => AssertFinds(new InterfaceRule(), "IA", ("src/X/IA.cs", "interface IA { } class A : IA { }"));

    [Fact]
    public void Interface_WithTwoImplementations_Passes() =>
        AssertPasses(new InterfaceRule(), ("src/X/IA.cs", "interface IA { } class A : IA { }"), ("tests/X.Tests/B.cs", "class B : X.IA { }"));

    [Theory]
    [InlineData("partial class A { void M() { } }")]
    [InlineData("partial class A { int _field; class Inner { } }")]
    public void Partial_SecondFileWithMembers_IsFound(string second) =>
        AssertFinds(new PartialRule(), "A", ("src/X/A.cs", "partial class A { }"), ("src/X/A.Inner.cs", second));

    [Fact]
    public void Partial_SecondFileWithNestedType_Passes() =>
        AssertPasses(new PartialRule(), ("src/X/A.cs", "partial class A { }"), ("src/X/A.Inner.cs", "partial class A { class Inner { } }"));

    [Theory]
    [InlineData("class A { } // TODO later", "TODO")]
    [InlineData("/// <summary>FIXME</summary>\nclass A { }", "FIXME")]
    [InlineData("class A { int M() => throw new System.NotImplementedException(); }", "NotImplementedException")]
    [InlineData("class A { void M() { try { M(); } catch { } } }", "catch")]
    [InlineData("class A { void M() { try { M(); } catch (System.IO.IOException) { } } }", "catch")]
    public void Leftover_InASource_IsFound(string text, string subject) => AssertFinds(new LeftoverRule(), subject, ("src/X/A.cs", text));

    [Fact]
    public void Leftover_CatchThatSaysWhy_Passes() =>
        AssertPasses(new LeftoverRule(), ("src/X/A.cs", "class A { void M() { try { M(); } catch (System.IO.IOException) { /* gone already */ } } }"));

    [Theory]
    [InlineData("class Alone { Alone? _next; }")]
    [InlineData("class Alone { } class Friend : Alone { }")]
    public void DeadType_NamedByNoOtherFile_IsFound(string text) => AssertFinds(new DeadTypeRule(), "Alone", ("src/X/Alone.cs", text), ("src/X/B.cs", "class Program { void Main() { } }"));

    [Fact]
    public void DeadType_InTheLoadGenerator_IsFound() => AssertFinds(new DeadTypeRule(), "Alone", ("loadtests/X/Alone.cs", "class Alone { }"));

    [Fact]
    public void DeadType_UnusedBesideAUsedOne_IsFound() =>
        AssertFinds(new DeadTypeRule(), "Unused", ("src/X/A.cs", "class A { } class Unused { }"), ("src/X/B.cs", "class B { void Main(A a) { } }"));

    [Fact]
    public void DeadType_NamedByOthersOrByItsExtension_Passes() =>
        AssertPasses(
            new DeadTypeRule(),
            ("src/X/A.cs", "class A { B _b; } class B { }"),
            ("src/X/Words.cs", "static class Words { public static int Count(this A a) => 0; }"),
            ("src/X/Program.cs", "class Program { void Main(A a) => a.Count(); }"));

    [Theory]
    [InlineData("src/X/A.cs", "// see /work/notes.md", "/work/notes.md")]
    [InlineData("src/X/A.cs", "class A { string P = \"/tmp/socket\"; }", "/tmp/socket")]
    [InlineData("README.md", "run it from /root/weir", "/root/weir")]
    public void MachinePath_InASource_IsFound(string path, string text, string subject) => AssertFinds(new PathRule(), subject, (path, text));

    [Fact]
    public void MachinePath_SystemPathOrUrlPath_Passes() =>
        AssertPasses(new PathRule(), ("src/X/A.cs", "// /etc/haproxy/haproxy.cfg, ../work/x, http://a/home/x"), ("tests/X/A.cs", "// bind unix@/tmp/a.sock"));

    [Theory]
    [InlineData("class A { }")]
    [InlineData("class A { }\n\n")]
    [InlineData("class A\r\n{ }\n")]
    public void FinalNewline_MissingDoubledOrCarriageReturn_IsFound(string text) => AssertFinds(new FinalNewlineRule(), "A.cs", ("src/X/A.cs", text));

    [Fact]
    public void FinalNewline_One_Passes() => AssertPasses(new FinalNewlineRule(), ("src/X/A.cs", "class A { }\n"));

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("// line\n", count));

    private static void AssertFinds(Rule rule, string subject, params (string Path, string Text)[] files)
    {
        Finding finding = Assert.Single(rule.Check(SourceTree.Of(files)));
        Assert.Equal((rule.Name, subject), (finding.Rule, finding.Subject));
    }

    private static void AssertPasses(Rule rule, params (string Path, string Text)[] files) => Assert.Empty(rule.Check(SourceTree.Of(files)));
}
