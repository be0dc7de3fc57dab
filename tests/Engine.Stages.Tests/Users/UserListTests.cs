using System;
using System.Text;
using Engine.IO.Tests;
using Engine.Proxy.Users;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Users;

/// <summary>userlist sections, and the fetches that ask them (CFG 7.3.6 http_auth).</summary>
public sealed class UserListTests
{
    private const string Lists = """
        userlist all
            group readers users plain,md5
            group writers
            user plain insecure-password secret groups writers
            user md5 password $1$saltsalt$9xy1btjgzLYfb7hivXtC//
            user sha256 password $5$saltsalt$0IyaXrmV7.sGNS6tirgqHLqX/G.FBvgkYA.lpPdS5sA
            user sha512 password $6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1
            user bcrypt password $2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW
            user yescrypt password $y$j9T$saltsalt$VuCHcCYYVuebTL.IxzSml3z./71e36sys.wEb95cM54
        """;

    [Theory]
    [InlineData("plain", "secret", "1")]
    [InlineData("plain", "Secret", "0")]
    [InlineData("plain", "", "0")]
    [InlineData("plain", "secret2", "0")]
    [InlineData("md5", "secret", "1")]
    [InlineData("md5", "plain", "0")]
    [InlineData("sha256", "secret", "1")]
    [InlineData("sha256", "wrong", "0")]
    [InlineData("sha512", "secret", "1")]
    [InlineData("sha512", "secret\0", "0")]
    [InlineData("bcrypt", "secret", "1")]
    [InlineData("bcrypt", "secreT", "0")]
    [InlineData("yescrypt", "secret", "1")]
    [InlineData("nobody", "secret", "0")]
    [InlineData("Plain", "secret", "0")]
    public void HttpAuth(string user, string password, string expected)
    {
        using SampleStand stand = new("http-request set-header X %[http_auth(all)]", Lists);
        Assert.Equal(expected, stand.Next(Basic($"{user}:{password}")).Text("http_auth(all)"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Authorization: Basic\r\n")]
    [InlineData("Authorization: Basic %%%\r\n")]
    [InlineData("Authorization: Basic c2VjcmV0\r\n")]
    [InlineData("Authorization: Bearer cGxhaW46c2VjcmV0\r\n")]
    public void HttpAuth_WithoutCredentials_HasNoValue(string field)
    {
        using SampleStand stand = new("", Lists);
        Assert.Null(stand.Next($"GET / HTTP/1.1\r\nHost: a\r\n{field}\r\n").Text("http_auth(all)"));
    }

    [Fact]
    public void HttpAuthGroup_IsTheUser_AndInAclsItsGroups()
    {
        using SampleStand stand = new("", Lists);
        stand.Next(Basic("plain:secret"));
        Assert.Equal("plain", stand.Text("http_auth_group(all)"));
        Assert.Equal(["writers", "readers"], stand.Values("http_auth_group(all)"));
        Assert.Equal(["readers"], stand.Next(Basic("md5:secret")).Values("http_auth_group(all)"));
        Assert.Empty(stand.Next(Basic("sha256:secret")).Values("http_auth_group(all)"));
        Assert.Empty(stand.Next(Basic("plain:wrong")).Values("http_auth_group(all)"));
    }

    [Fact]
    public void WhatTheClientSays()
    {
        using SampleStand stand = new("", Lists);
        stand.Next(Basic("me:a:b"));
        Assert.Equal("me", stand.Text("http_auth_user"));
        Assert.Equal("a:b", stand.Text("http_auth_pass"));
        Assert.Equal("Basic", stand.Text("http_auth_type"));
        Assert.Null(stand.Text("http_auth_bearer"));
        stand.Next("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: bearer abc.def\r\nX-Token: xyz\r\n\r\n");
        Assert.Equal("abc.def", stand.Text("http_auth_bearer"));
        Assert.Equal("xyz", stand.Text("http_auth_bearer(x-token)"));
        Assert.Null(stand.Text("http_auth_user"));
    }

    /// <summary>A hash that takes long is computed once for each right password; wrong ones leave nothing behind.</summary>
    [Fact]
    public void RightPasswords_AreRemembered()
    {
        using SampleStand stand = new("", Lists);
        UserListShared users = stand.Plan.Names.UserLists["all"];
        for (int i = 0; i < 10; i++)
        {
            Assert.NotNull(users.Verify("sha512"u8, "secret"u8));
        }

        Assert.Equal(1, users.Computations);
        Assert.Null(users.Verify("sha512"u8, "guess"u8));
        Assert.Null(users.Verify("sha512"u8, "guess"u8));
        Assert.Equal(3, users.Computations);

        // One user's right password is nobody else's.
        Assert.Null(users.Verify("plain"u8, "guess"u8));
        Assert.NotNull(users.Verify("sha256"u8, "secret"u8));
        Assert.Equal(4, users.Computations);
        Assert.Equal(0, Allocations.LeastOf(1, () =>
        {
            Assert.NotNull(users.Verify("sha512"u8, "secret"u8));
            Assert.NotNull(users.Verify("plain"u8, "secret"u8));
        }));
    }

    [Theory]
    [InlineData("user a insecure-password b groups x", "has no group 'x'")]
    [InlineData("group g users a", "names the user 'a'")]
    [InlineData("user a", "has no password")]
    [InlineData("user a password b insecure-password c", "two passwords")]
    [InlineData("user a password $99$nonsense", "not a hash that crypt(3) knows")]
    [InlineData("user a insecure-password b\nuser a insecure-password c", "already in userlist")]
    [InlineData("users a", "did you mean 'user'")]
    public void Faults_AreFoundBeforeStart(string line, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose("", $"userlist l\n{line}"), StringComparison.Ordinal);

    [Fact]
    public void AListThatIsNotThere_IsAnError() =>
        Assert.Contains("there is no userlist named 'nobody'", SampleStand.Diagnose("http-request deny unless { http_auth(nobody) }"), StringComparison.Ordinal);

    /// <summary>The first of the vectors that the authors of SipHash publish for its 128-bit form.</summary>
    [Theory]
    [InlineData(0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "da87c1d86b99af44347659119b22fc45")]
    [InlineData(2, "8177228da4a45dc7fca38bdef60affe4")]
    [InlineData(8, "3b62a9ba6258f5610f83e264f31497b4")]
    [InlineData(15, "5493e99933b0a8117e08ec0f97cfc3d9")]
    [InlineData(63, "5150d1772f50834a503e069a973fbd7c")]
    public void KeyedHash_IsSipHash(int length, string expected)
    {
        byte[] numbers = new byte[64];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (byte)i;
        }

        byte[] hash = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(hash, new KeyedHash(numbers.AsSpan(0, 16)).Of(numbers.AsSpan(0, length)));
        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }

    private static string Basic(string credentials) =>
        $"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.Latin1.GetBytes(credentials))}\r\n\r\n";
}
