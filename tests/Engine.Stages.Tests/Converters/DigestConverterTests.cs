using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Digests and ciphers (CFG 7.3.1): digests compared with HAProxy 2.6, ciphers with OpenSSL.</summary>
public sealed class DigestConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("str(abc),sha1,hex", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData("str(abc),digest(SHA1),hex", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData("str(abc),digest(md5),hex", "900150983CD24FB0D6963F7D28E17F72")]
    [InlineData("str(abc),sha2,hex", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("str(abc),digest(sha256),hex", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("str(abc),digest(SHA-256),hex", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("str(abc),sha2(224),hex", "23097D223405D8228642A477BDA255B32AADBCE4BDA0B3F7E36C9DA7")]
    [InlineData("str(abc),sha2(384),hex", "CB00753F45A35E8BB5A03D699AC65007272C32AB0EDED1631A8B605A43FF5BED8086072BA1E7CC2358BAECA134C825A7")]
    [InlineData("str(abc),sha2(512),hex", "DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F")]
    [InlineData("str(abc),digest(sha3-256),hex", "3A985DA74FE225B2045C172D6BD390BD855F086E3E9D525B46BFE24511431532")]
    [InlineData("str(),sha1,hex", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709")]
    [InlineData("str(),sha2(224),hex", "D14A028C2A3A2BC9476102BB288234C415A2B01F828EA62AC5B3E42F")]
    public void Digests_AreMade(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(abc),hmac(sha256,c2VjcmV0),hex", "9946DAD4E00E913FC8BE8E5D3F7E110A4A9E832F83FB09C345285D78638D8A0E")]
    [InlineData("str(abc),hmac(sha256,txn.key),hex", "9946DAD4E00E913FC8BE8E5D3F7E110A4A9E832F83FB09C345285D78638D8A0E")]
    [InlineData("str(abc),hmac(sha1,txn.key),hex", "694ABD10842D161DDBC54DF8A0D57CF64D0DBCC9")]
    [InlineData("str(abc),hmac(md5,txn.key),hex", "D9BF7C3A63EAE7031C4E6D7C9B78BA93")]
    [InlineData("str(abc),hmac(sha256,txn.none),hex", null)]
    [InlineData("str(abc),hmac(sha256,txn.v),hex", null)]
    [InlineData("str(abc),hmac(sha224,c2VjcmV0),hex", "D7990086331DB8BECDE4FD978847367EEB0B967B3685C8829E4A021D")]
    public void CodesUnderAKey_AreMade(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(abc),aes_gcm_enc(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,txn.tag),aes_gcm_dec(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,txn.tag)", "abc")]
    [InlineData("str(abc),aes_gcm_enc(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,txn.tag,YWFk),aes_gcm_dec(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,txn.tag,YWFk)", "abc")]
    [InlineData("str(abc),aes_gcm_enc(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,txn.tag,YWFk),aes_gcm_dec(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,txn.tag)", null)]
    [InlineData("str(abc),aes_gcm_dec(128,AAAAAAAAAAAAAAAA,Zm9vb2Zvb29mb29wZm9vbw==,AAAAAAAAAAAAAAAAAAAAAA==)", null)]
    [InlineData("str(abcdefghijklmnop),aes_cbc_enc(256,AAAAAAAAAAAAAAAAAAAAAA==,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=),aes_cbc_dec(256,AAAAAAAAAAAAAAAAAAAAAA==,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=)", "abcdefghijklmnop")]
    [InlineData("str(abc),aes_cbc_enc(128,AAAAAAAAAAAAAAAAAAAAAA==,Zm9vb2Zvb29mb29wZm9vbw==),hex", "A126CF2F73A46BB3DAAC3E263BD0BB43")]
    [InlineData("str(abc),aes_cbc_dec(128,AAAAAAAAAAAAAAAAAAAAAA==,Zm9vb2Zvb29mb29wZm9vbw==)", null)]
    [InlineData("str(abcdefghijklmnop),aes_cbc_dec(128,AAAAAAAAAAAAAAAAAAAAAA==,Zm9vb2Zvb29mb29wZm9vbw==)", null)]
    [InlineData("str(),aes_cbc_dec(128,AAAAAAAAAAAAAAAAAAAAAA==,Zm9vb2Zvb29mb29wZm9vbw==)", null)]
    public void Ciphers_GoBothWays(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(a),digest(nope)", "no message digest")]
    [InlineData("str(a),sha2(1)", "no digest of 1 bits")]
    [InlineData("str(a),hmac(sha256,!!)", "neither base64 nor a variable")]
    [InlineData("str(a),aes_gcm_dec(64,AAAAAAAAAAAAAAAA,AAAA,AAAA)", "no keys of 64 bits")]
    [InlineData("str(a),aes_gcm_dec(128,AAAA,Zm9vb2Zvb29mb29wZm9vbw==,AAAA)", "the nonce of 'aes_gcm_dec' has 3 bytes")]
    [InlineData("str(a),aes_cbc_dec(128,AAAAAAAAAAAAAAAAAAAAAA==,AAAA)", "has 24 bits, not 128")]
    [InlineData("str(a),aes_cbc_dec(128,AAAAAAAAAAAAAAAAAAAAAA==,Zm9vb2Zvb29mb29wZm9vbw==,YQ==)", "authenticates nothing")]
    public void WhatCannotWork_IsReported(string expression, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose(expression), StringComparison.Ordinal);
}
