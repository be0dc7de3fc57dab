using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Text;

public sealed class SuggestTests
{
    private static readonly string[] Keywords =
        ["bind", "balance", "backlog", "backend", "default_backend", "use_backend", "mode", "maxconn", "server", "option", "httplog", "http-request", "http-response", "timeout", "redispatch"];

    [Theory]
    [InlineData("bindd", "bind")]
    [InlineData("bnid", "bind")]
    [InlineData("BIND", "bind")]
    [InlineData("httplgo", "httplog")]
    [InlineData("balence", "balance")]
    [InlineData("default-backend", "default_backend")]
    [InlineData("defaultbackend", "default_backend")]
    [InlineData("use-backend", "use_backend")]
    [InlineData("http_request", "http-request")]
    [InlineData("http-respnose", "http-response")]
    [InlineData("timeuot", "timeout")]
    [InlineData("servre", "server")]
    public void Misspelling_FindsTheKeyword(string word, string keyword) => Assert.Equal(keyword, Suggest.Nearest(word, Keywords));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("nginx")]
    [InlineData("xyz")]
    [InlineData("listen")]
    public void UnrelatedWord_FindsNothing(string word) => Assert.Null(Suggest.Nearest(word, Keywords));

    [Fact]
    public void EquallyNear_TheFirstWins() => Assert.Equal("ab", Suggest.Nearest("axb", ["ab", "axbb"]));

    [Fact]
    public void VeryLongWord_FindsNothing() => Assert.Null(Suggest.Nearest(new string('a', 100_000), [new string('a', 100_000)]));

    [Fact]
    public void Fix_IsAQuestion() => Assert.Equal("did you mean 'bind'?", Suggest.Fix("bnd", Keywords));
}
