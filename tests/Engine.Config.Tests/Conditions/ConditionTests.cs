using System.Collections.Generic;
using Engine.Config.Conditions;
using Engine.Config.Tests.Text;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Conditions;

/// <summary>CFG 2.4: what conditions answer, and where they are wrong. The answers were compared with <c>haproxy -cc</c> where 2.6 knows the predicate.</summary>
public sealed class ConditionTests
{
    private static readonly EngineFeatures Engine = new(
        new HashSet<string> { "EPOLL", "THREAD", "OPENSSL" },
        new HashSet<string> { "REUSEPORT" },
        "3.4.0",
        static () => "OpenSSL 3.0.11 19 Sep 2023");

    [Theory]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("-1", true)]
    [InlineData("+0", false)]
    [InlineData("00", false)]
    [InlineData("0x0", false)]
    [InlineData("0x10", true)]
    [InlineData("99999999999999999999999", true)]
    public void Integer_IsTrueUnlessZero(string text, bool answer) => Expect(text, answer);

    [Theory]
    [InlineData("!0", true)]
    [InlineData("!!1", true)]
    [InlineData("! 1", false)]
    [InlineData("1 && 0", false)]
    [InlineData("1 || 0", true)]
    [InlineData("1||1&&0", true)]
    [InlineData("0 && 1 || 1", true)]
    [InlineData("0 && (1 || 1)", false)]
    [InlineData("!(0 || 0)", true)]
    [InlineData("(((1)))", true)]
    public void Operators_NotBeforeAndBeforeOr(string text, bool answer) => Expect(text, answer);

    [Theory]
    [InlineData("defined(HOME)", true)]
    [InlineData("defined(EMPTY)", true)]
    [InlineData("defined(NOPE)", false)]
    [InlineData("defined()", false)]
    [InlineData("feature(EPOLL)", true)]
    [InlineData("feature(epoll)", false)]
    [InlineData("feature(LUA)", false)]
    [InlineData("enabled(REUSEPORT)", true)]
    [InlineData("enabled(SPLICE)", false)]
    [InlineData("streq(a,a)", true)]
    [InlineData("streq(a,A)", false)]
    [InlineData("streq(,)", true)]
    [InlineData("strneq(a,b)", true)]
    [InlineData("strstr(abcd,bc)", true)]
    [InlineData("strstr(abcd,cb)", false)]
    [InlineData("ssllib_name_startswith(OpenSSL)", true)]
    [InlineData("ssllib_name_startswith(AWS-LC)", false)]
    [InlineData("awslc_api_atleast(20)", false)]
    [InlineData("awslc_api_before(20)", false)]
    public void Predicates_AnswerForThisEngine(string text, bool answer) => Expect(text, answer);

    [Theory]
    [InlineData("version_atleast(3.4)", true)]
    [InlineData("version_atleast(3.4.0)", true)]
    [InlineData("version_atleast(3.4-dev12)", true)]
    [InlineData("version_atleast(3.4.1)", false)]
    [InlineData("version_atleast(3.5-dev1)", false)]
    [InlineData("version_atleast(2)", true)]
    [InlineData("version_atleast(10.0)", false)]
    [InlineData("version_before(3.4)", false)]
    [InlineData("version_before(3.4.0-1)", true)]
    [InlineData("version_before(3.5)", true)]
    [InlineData("openssl_version_atleast(3.0.11)", true)]
    [InlineData("openssl_version_atleast(3.0.12)", false)]
    [InlineData("openssl_version_atleast(1.1.1w)", true)]
    [InlineData("openssl_version_before(3.0.12-beta1)", true)]
    [InlineData("openssl_version_before(3.0.11-beta1)", false)]
    public void Versions_CompareNumberByNumber(string text, bool answer) => Expect(text, answer);

    [Theory]
    [InlineData("3.4-dev2", "3.4-dev10", -1)]
    [InlineData("3.4-dev19", "3.4-rc1", -1)]
    [InlineData("3.4-rc1", "3.4", -1)]
    [InlineData("3.4", "3.4.0", 0)]
    [InlineData("2.6.12-1+deb12u4", "2.6.12-1", 0)]
    [InlineData("2.4.9", "2.4.10", -1)]
    public void EngineVersions_AreOrderedByAge(string left, string right, int sign)
    {
        Assert.True(EngineVersion.TryParse(left, out EngineVersion a));
        Assert.True(EngineVersion.TryParse(right, out EngineVersion b));
        Assert.Equal(sign, System.Math.Sign(a.CompareTo(b)));
    }

    [Theory]
    [InlineData("1.1.1a", "1.1.1b", -1)]
    [InlineData("1.1.1", "1.1.1a", -1)]
    [InlineData("0.9.8z", "0.9.8za", -1)]
    [InlineData("3.0.0-alpha17", "3.0.0-beta1", -1)]
    [InlineData("3.0.0-beta2", "3.0.0", -1)]
    public void OpenSslVersions_AreOrderedByAge(string left, string right, int sign)
    {
        Assert.True(OpenSslVersion.TryParse(left, out OpenSslVersion a));
        Assert.True(OpenSslVersion.TryParse(right, out OpenSslVersion b));
        Assert.Equal(sign, System.Math.Sign(a.CompareTo(b)));
    }

    [Fact]
    public void WithoutTls_PredicatesOfTheLibraryAreFalse()
    {
        const string Any = "openssl_version_atleast(1.0)||openssl_version_before(9.0)||ssllib_name_startswith()";
        Assert.False(ConditionEvaluator.Evaluate(Any, new ConfigEnvironment(), EngineFeatures.None).IsTrue);
        Assert.False(ConditionEvaluator.Evaluate(Any, new ConfigEnvironment(), Engine with { SslLibrary = static () => null }).IsTrue);
    }

    [Theory]
    [InlineData("openssl_version_atleast(1.0)||openssl_version_before(9.0)", false)]
    [InlineData("ssllib_name_startswith(LibreSSL)", true)]
    public void AnotherLibrary_HasNoVersionOfOpenSsl(string text, bool answer)
    {
        EngineFeatures other = Engine with { SslLibrary = static () => "LibreSSL 3.8.2" };
        Assert.Equal(answer, ConditionEvaluator.Evaluate(text, new ConfigEnvironment(), other).IsTrue);
    }

    [Fact]
    public void Library_IsNotAskedForUnlessTheConditionDoes()
    {
        EngineFeatures untouched = Engine with { SslLibrary = static () => throw new System.InvalidOperationException("loaded") };
        Assert.True(ConditionEvaluator.Evaluate("version_atleast(3.0) && 0 || feature(OPENSSL)", new ConfigEnvironment(), untouched).IsTrue);
    }

    [Theory]
    [InlineData("streq(\"a,b\",'a,b')", true)]
    [InlineData("streq(a\\ b,\"a b\")", true)]
    [InlineData("streq(\")\",')')", true)]
    [InlineData("streq(\\\"a\\\",'\"a\"')", true)]
    [InlineData("streq(a\\qb,'a\\qb')", true)]
    [InlineData("streq(a ,a)", false)]
    public void Arguments_HaveASecondLevelOfQuotes(string text, bool answer) => Expect(text, answer);

    [Theory]
    [InlineData("5x", 1, 1, "'x' cannot follow a complete condition")]
    [InlineData("1 2", 2, 1, "'2' cannot follow a complete condition")]
    [InlineData("1 | 1", 2, 1, "'|' cannot follow a complete condition")]
    [InlineData("1)", 1, 1, "')' cannot follow a complete condition")]
    [InlineData("1 &&", 4, 0, "a condition is missing here")]
    [InlineData("!", 1, 0, "a condition is missing here")]
    [InlineData("()", 1, 1, "no condition can start with ')'")]
    [InlineData("(1", 0, 1, "this parenthesis is never closed")]
    [InlineData("0 && foo(1)", 5, 3, "there is no predicate 'foo'")]
    [InlineData("featur(X)", 0, 6, "there is no predicate 'featur'")]
    [InlineData("streq", 5, 0, "'streq' needs 2 arguments in parentheses")]
    [InlineData("streq(a)", 0, 8, "'streq' takes 2 arguments, not 1")]
    [InlineData("streq(a,b,c)", 0, 12, "'streq' takes 2 arguments, not 3")]
    [InlineData("streq(a,b", 5, 1, "the arguments are never closed")]
    [InlineData("streq(a,\"b)", 8, 1, "this quote is never closed")]
    [InlineData("version_atleast(new)", 16, 3, "'new' is not what 'version_atleast' compares with")]
    [InlineData("\"a\"", 0, 1, "no condition can start with '\"'")]
    public void Mistakes_ArePointedAt(string text, int offset, int length, string message)
    {
        ConditionResult result = ConditionEvaluator.Evaluate(text, new ConfigEnvironment(), Engine);
        Assert.Equal((offset, length, message), (result.Issue!.Offset, result.Issue.Length, result.Issue.Message));
    }

    [Theory]
    [InlineData("streq(\"$HOME\",/root)", true)]
    [InlineData("streq($HOME,/root)", false)]
    [InlineData("streq(\"${NOPE-x}\",x)", true)]
    [InlineData("", false)]
    [InlineData("1  &&   1", true)]
    public void CommandLine_ResolvesQuotesAndVariablesFirst(string text, bool answer)
    {
        ConditionResult result = ConditionEvaluator.EvaluateCommandLine(text, Reading.Environment("HOME=/root"), Engine);
        Assert.Null(result.Issue);
        Assert.Equal(answer, result.IsTrue);
    }

    [Theory]
    [InlineData("streq(\"a,b", 6, "this double quote is never closed")]
    [InlineData("1   &&  foo(1)", 8, "there is no predicate 'foo'")]
    [InlineData("1 && ", 4, "a condition is missing here")]
    [InlineData("1 # 2", 2, "'#' cannot follow a complete condition")]
    public void CommandLine_PointsIntoTheArgument(string text, int offset, string message)
    {
        ConditionResult result = ConditionEvaluator.EvaluateCommandLine(text, new ConfigEnvironment(), Engine);
        Assert.Equal((offset, message), (result.Issue!.Offset, result.Issue.Message));
    }

    private static void Expect(string text, bool answer)
    {
        ConditionResult result = ConditionEvaluator.Evaluate(text, Reading.Environment("HOME=/root", "EMPTY="), Engine);
        Assert.Null(result.Issue);
        Assert.Equal(answer, result.IsTrue);
    }
}
