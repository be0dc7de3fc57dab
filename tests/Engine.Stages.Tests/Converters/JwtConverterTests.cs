using System;
using System.Collections.Generic;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>JSON Web Tokens (CFG 7.3.1 jwt_*): signed by OpenSSL, and checked by HAProxy 2.6 as well, which has no PS algorithms.</summary>
public sealed class JwtConverterTests
{
    private const string Hs256 = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.M11_c_Mkz5wKz70TPIkcPwzBTd5M-3ZW69WFmxuEnHk";
    private const string Hs384 = "eyJhbGciOiJIUzM4NCJ9.eyJzdWIiOiIxIn0.R079FHC04pUdhFFIGrIcS9PxpW4GHAZsNE3ZK8dDk6w5RyRuWlk9rgezChEPiQs9";
    private const string Hs512 = "eyJhbGciOiJIUzUxMiJ9.eyJzdWIiOiIxIn0.wdT4gGcjmynHi0Y9S7_PFPn_NGaiW5PMc4zPm8_AcDmQGh86EIQwYnSDzl6SWmhDuSWicYJ0NMJ7Qf24W9IPRw";
    private const string Rs256 = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.adOFR-Dp-Nb9indldvZIegWb-FUvpdQJrzC8--55AOzf0zgyeH1BXUiXG-GFq2N_EpACZ_H1iEmTT9_2V9RnNUORGadT-VSr4CT2vIzuyspFfitCkfoJtS8K5_08iZA9Ur1JXkHQJijuB9NbYKA4JQDw9am_rsbfqLGGnH7BGEDf1JZF5jJSO4H13jooy1Yuw3Cf-vvIW8aoNmlAeIFBdx_eJUqunT8dFJMNhbe035HYtzrHmA-JtaKgjdoSRVp_cf9dHoPToiA6aWeRMyCVGMCWL5mRGJ7WcCC-2bWphI6olamnnR1Dzd_9p_TeuDtp1GmtPyZYSdK7-FKq7F2A5g";
    private const string Ps256 = "eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiIxIn0.CUUIzonnedScYP-dfE1lSFLhb5wT8sU22ffE68-jEcZd99iuWNlhDvoW9WNQ0uQYE-uX2uawDawY9tUyp7FYAuTMWVeLqD8JJFCMVh9mwwABp9OnVhe7MCIJwa5k5HOVwjtcGYc8DAGpYDkYX-T6bfD7I_xHe6GNJC29hSDDbrG3dbLheUnNZNa5Q3_rcZc-itxz4OcZdAxgl-6HMxSXgOmdM-UIKFgExiGvJW1U5Us_DKDu0BI8PzyNKhlm8fU_q2KKaTT9WyuldKK5jlfcaesA5rPuYHIzCfwgGl0labhrJ2HsR4XGHS3-9rpJ0N4njI7PF2ID13RpUZHYrsJE8w";
    private const string Es256 = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.SlgSpvHCowg6VipBBivVE6H8_q-fcdwHW84znSKFm1jx1fsEUJcJoebTjjZa23Jnx91ldKoCfgHXzF1PcVuIrA";
    private const string Unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.";
    private const string Typical = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0IiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMiwiZiI6MS41fQ.abc";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["/rsa.pem"] = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzM7qfIklISJeP2yRreDE
            BAyze5d72WrYg+l4ljx0JNy12U6wG/KCk8hR1Ge60bQLerjax9tbmh2T0ErYthRe
            9H53lE0qwYBTpFZn32G4YDSr08lDrx9zcBbXKqdr0XvOJMZh70rjFAEq3L2Izr9d
            3UarDmDFbo1Z6omnZ71FJcvVHcnprh94pcfYR4PDRGMNaxCGpbB6LkcDly0ZHgqE
            bmgY/ODnmC4vepxeu2Y0+Oak7a/hdso3I2dAm3U+Hd9YyUhO3vUhQ6sww2N9Kr5V
            rObeey6aq7lATg/F332sapXQm7Sfp4P3qwVqVrQ7QQD0z0ce1Ub53I5r8WuZoNOz
            fQIDAQAB
            -----END PUBLIC KEY-----
            """,
        ["/cert.pem"] = """
            -----BEGIN CERTIFICATE-----
            MIIC+zCCAeOgAwIBAgIUS60uBTvWNnN+DdcnBp1DNoGFiwkwDQYJKoZIhvcNAQEL
            BQAwDDEKMAgGA1UEAwwBYTAgFw0yNjExMjcwNjM2MTZaGA8yMTI2MTEwMzA2MzYx
            NlowDDEKMAgGA1UEAwwBYTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
            AMzO6nyJJSEiXj9ska3gxAQMs3uXe9lq2IPpeJY8dCTctdlOsBvygpPIUdRnutG0
            C3q42sfbW5odk9BK2LYUXvR+d5RNKsGAU6RWZ99huGA0q9PJQ68fc3AW1yqna9F7
            ziTGYe9K4xQBKty9iM6/Xd1Gqw5gxW6NWeqJp2e9RSXL1R3J6a4feKXH2EeDw0Rj
            DWsQhqWwei5HA5ctGR4KhG5oGPzg55guL3qcXrtmNPjmpO2v4XbKNyNnQJt1Ph3f
            WMlITt71IUOrMMNjfSq+Vazm3nsumqu5QE4Pxd99rGqV0Ju0n6eD96sFala0O0EA
            9M9HHtVG+dyOa/FrmaDTs30CAwEAAaNTMFEwHQYDVR0OBBYEFPhfivqfsncqR9S6
            3t+Q5lf5zJQIMB8GA1UdIwQYMBaAFPhfivqfsncqR9S63t+Q5lf5zJQIMA8GA1Ud
            EwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAEuJ26shWO08bHAbDiwMeNOO
            yYEfLyEK4cGYsPzWsaLDGKjoHHhQTAeNjFPvJOWajdjv6mU/hhLl3JhlOaa33zwj
            rz/QOJw9brhmKfwk3dg1FZd5fE1BbV6vPYUZ22sf8AE5ZQ/5w8yWckcJUk/iaB8E
            7AkkttoEA9ceqUGUi2jtLyEUBoekuzDHlthQXgtwq/kuD7O6lfAMkAsXWYku0lPz
            3INeaKmiAiMK/IUh5Pn1A+ZoNw1kXbj888tGTx3JtIuvs6hqrLCO0l06Rfw1tk8W
            iDIhlkUg6AdZXRAjuAR/M/VizYFShcc3kl29WLiiTv+9mFcBgtL0DxPG6+/ESkA=
            -----END CERTIFICATE-----
            """,
        ["/ec.pem"] = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHPmLW+itAxuwhKoR33/p/xUAbBRk
            GPmPPmfXe3XZWeLlLYUcdZsnYirShVmqHnyjx+3qscmvF+nMbyHr648DtA==
            -----END PUBLIC KEY-----
            """,
        ["/nothing.pem"] = "no key\n",
    };

    [Theory]
    [InlineData(Hs256, "jwt_verify(HS256,secret)", "1")]
    [InlineData(Hs256, "jwt_verify(HS256,secres)", "0")]
    [InlineData(Hs256, "jwt_verify(HS384,secret)", "0")]
    [InlineData(Hs256, "jwt_verify(txn.alg,txn.secret)", "1")]
    [InlineData(Hs256, "jwt_verify(txn.v,txn.secret)", "-1")]
    [InlineData(Hs384, "jwt_verify(HS384,secret)", "1")]
    [InlineData(Hs512, "jwt_verify(HS512,secret)", "1")]
    [InlineData(Rs256, "jwt_verify(RS256,/rsa.pem)", "1")]
    [InlineData(Rs256, "jwt_verify(RS256,/cert.pem)", "1")]
    [InlineData(Rs256, "jwt_verify_cert(RS256,/cert.pem)", "1")]
    [InlineData(Rs256, "jwt_verify(RS384,/rsa.pem)", "0")]
    [InlineData(Rs256, "jwt_verify(ES256,/rsa.pem)", "0")]
    [InlineData(Rs256, "jwt_verify(PS256,/rsa.pem)", "0")]
    [InlineData(Rs256, "jwt_verify(RS256,txn.secret)", "-5")]
    [InlineData(Ps256, "jwt_verify(PS256,/rsa.pem)", "1")]
    [InlineData(Es256, "jwt_verify(ES256,/ec.pem)", "1")]
    [InlineData(Es256, "jwt_verify(RS256,/ec.pem)", "0")]
    [InlineData(Unsigned, "jwt_verify(none,)", "1")]
    [InlineData(Hs256, "jwt_verify(none,)", "0")]
    [InlineData("a.b", "jwt_verify(HS256,secret)", "-3")]
    [InlineData("a.b.c.d", "jwt_verify(HS256,secret)", "-3")]
    [InlineData("x", "jwt_verify(HS256,secret)", "-3")]
    [InlineData("", "jwt_verify(HS256,secret)", "-3")]
    public void ASignature_IsChecked(string token, string converter, string expected)
    {
        using ConverterStand stand = new(Files);
        Assert.Equal(expected, stand.Text($"str({token}),{converter}"));
    }

    [Fact]
    public void ATokenThatChoosesItsAlgorithm_CannotChooseToBeUnsigned()
    {
        using ConverterStand stand = new(Files);
        stand.Set("txn.alg", "none");
        Assert.Equal("0", stand.Text($"str({Unsigned}),jwt_verify(txn.alg,/rsa.pem)"));
        stand.Set("txn.alg", "RS256");
        Assert.Equal("1", stand.Text($"str({Rs256}),jwt_verify(txn.alg,/rsa.pem)"));
    }

    /// <summary>The name of a key file is no secret: signed with HMAC under "/rsa.pem" by OpenSSL.</summary>
    [Fact]
    public void ATokenThatChoosesItsAlgorithm_CannotMakeASecretOfAFileName()
    {
        using ConverterStand stand = new(Files);
        const string Forged = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.cONQKGySUINESpBN2bU2He4VuF-GbRUC_ApE5PGncgE";
        stand.Set("txn.secret", "/rsa.pem");
        Assert.Equal("1", stand.Text($"str({Forged}),jwt_verify(HS256,txn.secret)"));
        Assert.Equal("0", stand.Text($"str({Forged}),jwt_verify(txn.alg,/rsa.pem)"));
    }

    [Theory]
    [InlineData("jwt_header_query", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}")]
    [InlineData("jwt_header_query('$.alg')", "HS256")]
    [InlineData("jwt_payload_query", "{\"sub\":\"1234\",\"admin\":true,\"iat\":1516239022,\"f\":1.5}")]
    [InlineData("jwt_payload_query('$.admin')", "1")]
    [InlineData("jwt_payload_query('$.iat','int')", "1516239022")]
    [InlineData("jwt_payload_query('$.f')", "1.5")]
    [InlineData("jwt_payload_query('$.f','int')", "1")]
    [InlineData("jwt_payload_query('$.none')", null)]
    public void Parts_AreLookedInto(string converter, string? expected)
    {
        using ConverterStand stand = new(Files);
        Assert.Equal(expected, stand.Text($"str({Typical}),{converter}"));
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("a.b")]
    [InlineData("!!.b.c")]
    public void WhatIsNoToken_HasNoHeader(string token)
    {
        using ConverterStand stand = new(Files);
        Assert.Null(stand.Text($"str({token}),jwt_header_query"));
    }

    [Theory]
    [InlineData("jwt_verify(HS257,x)", "no algorithm for tokens")]
    [InlineData("jwt_verify(RS256,/none.pem)", "cannot be read: no such file")]
    [InlineData("jwt_verify(RS256,/nothing.pem)", "holds no public key")]
    [InlineData("jwt_payload_query(sub)", "no path")]
    public void WhatCannotWork_IsReported(string converter, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose($"str(x),{converter}", Files), StringComparison.Ordinal);
}
