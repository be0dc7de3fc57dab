using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Hashes, compared one by one with HAProxy 2.6: what it has hashed must hash the same here.</summary>
public sealed class HashConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("str(abc),crc32", "891568578")]
    [InlineData("str(abc),crc32(1)", "930845320")]
    [InlineData("str(abc),crc32c", "910901175")]
    [InlineData("str(abc),crc32c(1)", "1285784220")]
    [InlineData("str(abc),djb2", "193485963")]
    [InlineData("str(abc),djb2(1)", "2235766107")]
    [InlineData("str(abc),sdbm", "807794786")]
    [InlineData("str(abc),sdbm(1)", "659243622")]
    [InlineData("str(abc),wt6", "2483038440")]
    [InlineData("str(abc),wt6(1)", "266135527")]
    [InlineData("str(abc),xxh32", "852579327")]
    [InlineData("str(abc),xxh32(5)", "1562728233")]
    [InlineData("str(abc),xxh64", "4952883123889572249")]
    [InlineData("str(abc),xxh64(5)", "-1753195980308443340")]
    [InlineData("str(abc),xxh3", "8696274497037089104")]
    [InlineData("str(abc),xxh3(5)", "6167986026487092235")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),crc32", "3754357371")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),crc32c", "4270071948")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),djb2", "2001498641")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),sdbm", "1188071122")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),wt6", "955643270")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),wt6(1)", "1173562638")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),xxh32", "1118732365")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),xxh64", "7273945407305660262")]
    [InlineData("str(abcdefghijklmnopqrstuvwxyz0123456789),xxh3", "1257616222406239804")]
    [InlineData("str(),wt6", "4187620192")]
    [InlineData("str(),crc32", "0")]
    [InlineData("str(),djb2", "5381")]
    [InlineData("str(),sdbm", "0")]
    [InlineData("str(),xxh3", "3244421341483603138")]
    [InlineData("str(),xxh64", "-1205034819632174695")]
    [InlineData("str(),xxh32", "46947589")]
    [InlineData("str(a),xxh64(-1)", "6972758980737027682")]
    [InlineData("str(a),xxh32(-1)", "3443684653")]
    [InlineData("str(a),xxh3(-1)", "4875116479388997462")]
    [InlineData("bin(ff80fe),wt6", "3563764952")]
    [InlineData("bin(ff80fe),sdbm", "2115080701")]
    [InlineData("bin(ff80fe),djb2", "193659170")]
    [InlineData("bin(ff80fe),crc32(1)", "1350972937")]
    public void Hashes_AreThoseOfHaproxy(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));
}
