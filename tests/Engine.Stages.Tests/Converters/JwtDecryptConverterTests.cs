using System;
using System.Collections.Generic;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Encrypted tokens (RFC 7516, algorithms of RFC 7518; CFG 7.3.1 jwt_decrypt_cert): all but RFC 7516's own were made by joserfc 1.6.</summary>
public sealed class JwtDecryptConverterTests
{
    private const string Says = "{\"sub\":\"1\"}";
    private const string Rsa1 = "eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.kO_fLFyabgOaPI9qXQdP_LYAS5A6orwXooMX3-2O7Dyr1_fvR-Z-mP-fDrHMw-8uHcqa_7FR72lc3vxhDOtczYGRzW8TdKuUtQpZnJR0AHeuAyNziFs9P1PUTtOEEf2yk_U-MFdhKY-f5dQvLXlN4cfswIWKVcN4lsvW_ER8NBIZFjrmW8OnBNkiM_GXCf-TbmT1MeO1Bd9jNZjGSxNbcWlNA5Siq9ypz5MlTi_SO-l2muQ4Wm2cXH7euJ_ttbVLbDkOiVC-hCQfhKQ9SySX5waXcRqm5UnfRO9mgqKnEB3hOc74y7eCnSFvdlEmzwiJrs_KaCXUkqpA2fbs7FsoUQ.RjicGl0DWxF790ILoTR72g.kPv4ZX-gwp1loSH5YiT2Yw.Z76zWowBUm-zVkZkDkbq6Q";
    private const string RsaOaep = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.ZYaEqMKlVdsm2zPUELllwztBSaHt4XHuPicIkrW5TSrgKs5KC3mJqSOihv6m7zvGusoZxtPPFrVz1DF_WUpTVmAAVz8DWRm1MyKVUZkCBEAnr9izkarSoBfBwBjigbu-g3wJyBRh2NqR04VJhFYstwQVfuVRwwk6WpkfH5n1p1lnW-nKMuhA2GXVVXDbGO1cKq1g7__oifoKiW5e0EmTMCuCTwNXkxpgNiztinlvKfCC3KBFUaReTEFDTzczs1FEYFviPGLMXkmn5IFZdTngkrThCgHl7eDNiteXMJyAYN1T_ZhOenixWpwB8XRPGxLuSLK11Y9AnZg4Py5YSbgXQA.dJPakxmYHhuCJNSK.zvQyAJ5SjyHJLto.RI3wptnvt5itUTWW61dsCg";
    private const string RsaOaep256 = "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0.LUJqgGp4tWuMyqeWIIu6OWYZab5J_c-igsbFlAqLsIudSMV3zDlHvZTlVGnpYmiGZ9ycO1-NvaeamhMT_KiMwzllyNFRk5GPgKEW7Gp9P4roqGFlvdsIdoHmzkmWPhNuq_X8ycUozxE2Kc6BLVtFhwIaGNRUpKB-Pp-fVmaSFz9MnbAnjBXJlUhaYWnqBtx-YmZBjWsvwf0miIE3mhMgKCYOVcGec4sNypmZKzWQ-CNadMcukfpjoy7yK1HpR-Nulfgxj1NyRN8iwPRjDRiVzqAQxKsl-EuEpyST6RasrUrHp_HUh0fuD1mignJ27OQgADDXhI2L4lpDV4WiNvMJLw.GiQ6l9QOzbtuGfwqKYnkaA.uDmI_x7bM3Wsai2rmPi7Pg.9-nlq_p_gN4Nv8y4t89efRU5H9XL_o2pMoTCu59Lfo4";

    /// <summary>RFC 7516 appendix A.3: AES Key Wrap.</summary>
    private const string OfTheRfc = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";

    private const string RsaJwk = "{\"kty\":\"RSA\",\"n\":\"0jCNncg-8NZ9si4qizP7NOUGTljPuzhoo7EpDA5CGhsG5-gdYauOXKTax2G2hHRqfrN3tw2tQoMzv4BD0CtuO5JMd1xtJQtcBsIU_Ea7ixGXh7F7onflBcxnvtq0Ga4w5lXt7Ee-gAboBtaCvSStZ1k74ZbMzrlRrvpsJfC5J15mbKq5O5t43k6tKE_mMm-3_TYjssuu3RYx1cE36IQF9cPPIu5bli6uDeOVWiM4pbis3-rVvmvtujxBGbpP5A6fTA7sVb6Gg61pUR4DP4-CGbtpollA7-jD6kLYi4XfL_dQ_Id1sohUEWKs6xx6Hons5_u01H_iQDnZ3DI0Ilp7pw\",\"e\":\"AQAB\",\"d\":\"CgBAayg0T0Sz0PusXFim7ikSWz3GwityPMB46dEJD4sgqxeN9yM9qb_R6-TrO8zHcmuuP9n_pME8ZmZY4Hm1WLh8OSOyZJRW44VuXTCT_nWuuZVvnHCxYRmNCCijPPBfKETt0xPFoMhzV6JZfY_WTMTf4G4Xiz1UtL6UN1vt9QCaECwcADkAIGgkWZPaXpgFqY8OdS6hRiJgaaeUhoBnNlXT7gKUNCQtTEn_kcPfjcCuUVZtJ7fLk-dF4VHIEfoSddYXAvsA4aaU7jEAhYb1Tc-6Mtv6Mu1HlphXbKx9Ug0pNGuRI9w2Vje6zqKYqbCyPCuBN6_eG2BgIwjXdJatOQ\",\"p\":\"9TqUk956SoM2XPic3ZTUMHtsWBzDB_ijn5waaSB7DfQzwxgSY0hmp-3pS8rehUsCGmeuKj899ySLUDIHMe9KDQMF-6-2Ho751ijQLczND52nyqRCvW3bFW7chlgDN8fkQ_DKnkNvQhhXx_B7YjUgaGpIAziGiLrM-a4IvnbYIJk\",\"q\":\"22v7nV5-BxKCHSl8BGqtBPWfyyfvkz_uYnFYms7ScIDj61Dahh9_SJvrGEOUnpktW_skx9MRv0bZp19O-iY197S9ozwFYT6CQMru_tKAaBgD9NEZ7q0CAZs3uMdnuhaWYjBtvstzn1LChD1uNeC_BtRVp2F7WWcTaiI15eSJ5j8\",\"dp\":\"DyaUYWJgadQberj9cA8u4OPvOK5mOkrZSRYq543TLHSG8im9kRa7COsA--bHwrJ0qc74CrInkOpYFRdSLHqdN5qVNwyPEupAc0PIQNwjWzChWjq1yOBNpdBYnZA4eqzF5JCu5AJEkG_SlI6-AL5Jh0nxswk9_pqT6WUgMyxChBk\",\"dq\":\"FassRfY26-vf_ZFDNgxy2bKH_UAMYLZHjGE1JtSV45ZW674oVmZ1423CYbsKyj7GQ_chQrqNXh5ZEDZRTlLHsZafw6cBwQCzTEK-J1wSYjU87shXj0J2mEID1rOagr4IS9oMfHMLEAjUPMr0P03aj4oYi1cNH18Wg7ytJe7Tz3E\",\"qi\":\"z_UJGvvLJB34qltP_Y9G1asZu1Oi7LwtMVLiN7wIqkNfHBavzG6WSUhAgl4BcMTg39qVjCCXfVU_VZ-dzVCtAqHyg-ibPfzSlmqSViQE8ODQnycHRL7RXnPtHV6X7QFL2NESLFn82Zfb2ioHHSJ1UgThh9Uvr6iojBurHeYE1Go\"}";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["/rsa.pem"] = """
            -----BEGIN PRIVATE KEY-----
            MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDSMI2dyD7w1n2y
            LiqLM/s05QZOWM+7OGijsSkMDkIaGwbn6B1hq45cpNrHYbaEdGp+s3e3Da1CgzO/
            gEPQK247kkx3XG0lC1wGwhT8RruLEZeHsXuid+UFzGe+2rQZrjDmVe3sR76ABugG
            1oK9JK1nWTvhlszOuVGu+mwl8LknXmZsqrk7m3jeTq0oT+Yyb7f9NiOyy67dFjHV
            wTfohAX1w88i7luWLq4N45VaIziluKzf6tW+a+26PEEZuk/kDp9MDuxVvoaDrWlR
            HgM/j4IZu2miWUDv6MPqQtiLhd8v91D8h3WyiFQRYqzrHHoeiezn+7TUf+JAOdnc
            MjQiWnunAgMBAAECggEACgBAayg0T0Sz0PusXFim7ikSWz3GwityPMB46dEJD4sg
            qxeN9yM9qb/R6+TrO8zHcmuuP9n/pME8ZmZY4Hm1WLh8OSOyZJRW44VuXTCT/nWu
            uZVvnHCxYRmNCCijPPBfKETt0xPFoMhzV6JZfY/WTMTf4G4Xiz1UtL6UN1vt9QCa
            ECwcADkAIGgkWZPaXpgFqY8OdS6hRiJgaaeUhoBnNlXT7gKUNCQtTEn/kcPfjcCu
            UVZtJ7fLk+dF4VHIEfoSddYXAvsA4aaU7jEAhYb1Tc+6Mtv6Mu1HlphXbKx9Ug0p
            NGuRI9w2Vje6zqKYqbCyPCuBN6/eG2BgIwjXdJatOQKBgQD1OpST3npKgzZc+Jzd
            lNQwe2xYHMMH+KOfnBppIHsN9DPDGBJjSGan7elLyt6FSwIaZ64qPz33JItQMgcx
            70oNAwX7r7YejvnWKNAtzM0PnafKpEK9bdsVbtyGWAM3x+RD8MqeQ29CGFfH8Hti
            NSBoakgDOIaIusz5rgi+dtggmQKBgQDba/udXn4HEoIdKXwEaq0E9Z/LJ++TP+5i
            cViaztJwgOPrUNqGH39Im+sYQ5SemS1b+yTH0xG/RtmnX076JjX3tL2jPAVhPoJA
            yu7+0oBoGAP00RnurQIBmze4x2e6FpZiMG2+y3OfUsKEPW414L8G1FWnYXtZZxNq
            IjXl5InmPwKBgA8mlGFiYGnUG3q4/XAPLuDj7ziuZjpK2UkWKueN0yx0hvIpvZEW
            uwjrAPvmx8KydKnO+AqyJ5DqWBUXUix6nTealTcMjxLqQHNDyEDcI1swoVo6tcjg
            TaXQWJ2QOHqsxeSQruQCRJBv0pSOvgC+SYdJ8bMJPf6ak+llIDMsQoQZAoGAFass
            RfY26+vf/ZFDNgxy2bKH/UAMYLZHjGE1JtSV45ZW674oVmZ1423CYbsKyj7GQ/ch
            QrqNXh5ZEDZRTlLHsZafw6cBwQCzTEK+J1wSYjU87shXj0J2mEID1rOagr4IS9oM
            fHMLEAjUPMr0P03aj4oYi1cNH18Wg7ytJe7Tz3ECgYEAz/UJGvvLJB34qltP/Y9G
            1asZu1Oi7LwtMVLiN7wIqkNfHBavzG6WSUhAgl4BcMTg39qVjCCXfVU/VZ+dzVCt
            AqHyg+ibPfzSlmqSViQE8ODQnycHRL7RXnPtHV6X7QFL2NESLFn82Zfb2ioHHSJ1
            UgThh9Uvr6iojBurHeYE1Go=
            -----END PRIVATE KEY-----
            """,
        ["/nothing.pem"] = "no key\n",
    };

    [Theory]
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..2t6BuFuXX5EKIhrNnGPMQg.tBdimYB2Zq2z4diOSavLsQ.B1GhXHKE73u7CxxQsaavEw")] // dir/A128CBC-HS256
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8w", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTkyQ0JDLUhTMzg0In0..HYwJGAFCOXQr_lg99YDL3w.Tx0BJaCo2d77KRyD1PvzwA.Eq9rAllILwlyfUmI1detekmERQuh4TUm")] // dir/A192CBC-HS384
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4/QA==", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..Pa_TTyGZ1-thAh75ahtxFQ.gzTq4uNKB8cdmfCfOoHjbw.pdoNanAJP20Htwt4tLK8VSPKA7LDap6-QbavMmJvqEE")] // dir/A256CBC-HS512
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEA==", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..qcMPYCvShR5udMtv.X_3IejiBkdGaFyA.uinM_OYC6x_AjhUeKz8l7w")] // dir/A128GCM
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTkyR0NNIn0..2j2iDSqXtRfNYSdz.Wfz-JGm7Anc6asY.zlYQE6hSjeAABjqjdE4inA")] // dir/A192GCM
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..ILD4QW3Uxe6EetmM.K6S6ARaUwcT_enA.uABlVPfghYCOVYJ7jFnJVw")] // dir/A256GCM
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEA==", "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.s1eJDUmU1GxWgWirGRaHpL4ApZ6wtX_bG6Lcly8U9QgwppZN8wnxDQ.4xNLh_MItJUIVeBNb1X9cg.lxFq9W1KBN3ho31eY6KSMw.LuFlNP1qOyLhQAA-Pe1G4Q")] // A128KW/A128CBC-HS256
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY", "eyJhbGciOiJBMTkyS1ciLCJlbmMiOiJBMTkyR0NNIn0.huOHQlCCsoCh9MQXjAwtosIMJOInBzfyqc9qnYjzxXE.sBxjEwuzOExVj6l-.w6DnzW0dn2lb8NE.VzuRWmpMB9HRCbWiiBpRbA")] // A192KW/A192GCM
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "eyJhbGciOiJBMjU2S1ciLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0.G7F2nJ5-JkUOMDN7MOmKHimdv2UuQMC4I0p89vNyn07e4UgGwtGLeVqY3WMg3vol-mxkod9OS2rMRpboEurimnJyMk__A9-M.kv0BdD8l1JhVGcyI5am_DA.XYoFj1_OqPGg8_v9qTfkow.Ig-UZsrbLtPKppZ-UZE5zwfJuLVnXBk1cgUCo0Qnu_A")] // A256KW/A256CBC-HS512
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEA==", "eyJhbGciOiJBMTI4R0NNS1ciLCJlbmMiOiJBMTI4R0NNIiwiaXYiOiJ4cE54WWh0SDZjeGxRY2NhIiwidGFnIjoiNjlFYUZINi1HNVUzTEM0azkzMzRHdyJ9.VFwkxzsr-zrxyM8FQUjOVw.GZ2oYsHirgIhJzbK.tVZY0no5Mcx64BI.bDv3heF5dkVqJjY8JZ2N4g")] // A128GCMKW/A128GCM
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY", "eyJhbGciOiJBMTkyR0NNS1ciLCJlbmMiOiJBMTkyQ0JDLUhTMzg0IiwiaXYiOiJhaXRudzc3UDdwaEk5V21tIiwidGFnIjoiaThnWFlIN3M4MnZyNUxwYXVuaXVyQSJ9.lTm02AjNiR-gPHghSosSo90RpEk-L5kB9VH_Gurzj7ugx6AiMBwBRAVn9a0yE_TE.LrPOaMPL9mS9OyMaPpWCBQ.Fjz_T2wgBrCTbp183mwmHQ.9Vmp3Mrq4aKoKJ7Q0Y0Uvuo445W6kJXO")] // A192GCMKW/A192CBC-HS384
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "eyJhbGciOiJBMjU2R0NNS1ciLCJlbmMiOiJBMjU2R0NNIiwiaXYiOiJyalF1c2loNkh2TEF0aEdJIiwidGFnIjoicjE3TEZUSVI1U0dRckdZRmVacWRBdyJ9.MI78cMhUs6Lt4aTFY7iUZIRxkzVq4zcfTriEghEgJGQ.OzLwbiyMqzhOs1JH.6WgFEChBYe0hSDw.eVeP4U00S3ptMyUUAce4aw")] // A256GCMKW/A256GCM
    public void ASecret_OpensWhatWasEncryptedWithIt(string secret, string token)
    {
        using ConverterStand stand = new(Files);
        Assert.Equal(Says, stand.Text($"str({token}),jwt_decrypt_secret({secret})"));
        stand.Set("txn.key", secret);
        Assert.Equal(Says, stand.Text($"str({token}),jwt_decrypt_secret(txn.key)"));
    }

    [Theory]
    [InlineData(Rsa1)]
    [InlineData(RsaOaep)]
    [InlineData(RsaOaep256)]
    public void APrivateKey_OpensWhatWasEncryptedForIt(string token)
    {
        using ConverterStand stand = new(Files);
        stand.Set("txn.path", "/rsa.pem");
        stand.Set("txn.key", RsaJwk);
        Assert.Equal(Says, stand.Text($"str({token}),jwt_decrypt_cert(/rsa.pem)"));
        Assert.Equal(Says, stand.Text($"str({token}),jwt_decrypt_jwk(txn.key)"));
        Assert.Equal(Says, stand.Text($"str({token}),jwt_decrypt_jwk('{RsaJwk}')"));
    }

    [Fact]
    public void ASecretAsJsonWebKey_OpensTheExampleOfTheRfc()
    {
        using ConverterStand stand = new(Files);
        Assert.Equal("Live long and prosper.", stand.Text($"str({OfTheRfc}),jwt_decrypt_jwk('{{\"kty\":\"oct\",\"k\":\"GawgguFyGrWKav7AX4VKUg\"}}')"));
    }

    /// <summary>Another key, another kind of key, a changed byte in each of the five parts, parts missing or too many, algorithms that there are not.</summary>
    [Theory]
    [InlineData(OfTheRfc, "jwt_decrypt_secret(AAAAAAAAAAAAAAAAAAAAAA==)")]
    [InlineData(OfTheRfc, "jwt_decrypt_secret(AAAA)")]
    [InlineData(OfTheRfc, "jwt_decrypt_cert(/rsa.pem)")]
    [InlineData(RsaOaep, "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2IiB9.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.7KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.BxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.LDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.V0m_YmjN04DJvceFICbCVQ", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData(OfTheRfc + ".x", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSJ9....", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJub25lIn0....", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("....", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData("", "jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)")]
    [InlineData(OfTheRfc, "jwt_decrypt_secret(txn.none)")]
    [InlineData(OfTheRfc, "jwt_decrypt_jwk(txn.none)")]
    [InlineData(OfTheRfc, "jwt_decrypt_cert(txn.none)")]
    public void WhatCannotBeOpened_IsNoValue(string token, string converter)
    {
        using ConverterStand stand = new(Files);
        Assert.Null(stand.Text($"str({token}),{converter}"));
    }

    [Theory]
    [InlineData("jwt_decrypt_secret(%)", "is neither base64 nor a variable")]
    [InlineData("jwt_decrypt_cert(/none.pem)", "the key file '/none.pem' cannot be read")]
    [InlineData("jwt_decrypt_cert(/nothing.pem)", "holds no private key")]
    [InlineData("jwt_decrypt_jwk('{\"kty\":\"EC\"}')", "is no JSON Web Key that opens tokens")]
    public void AKeyThatIsNone_IsAnError(string converter, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose($"str(a),{converter}", Files), StringComparison.Ordinal);
}
