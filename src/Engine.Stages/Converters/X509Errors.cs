using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary><c>x509_v_err_str</c>: the names that OpenSSL has for why a certificate was refused (x509_vfy.h), as the configuration writes them.</summary>
internal static class X509Errors
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        ConverterRow.Of("x509_v_err_str", "The name of a certificate error.", SampleType.Integer, Name),
    ];

    /// <summary>By number, from 0 on.</summary>
    private static readonly byte[][] Names = Bytes(
            "X509_V_OK",
            "X509_V_ERR_UNSPECIFIED",
            "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT",
            "X509_V_ERR_UNABLE_TO_GET_CRL",
            "X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE",
            "X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE",
            "X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
            "X509_V_ERR_CERT_SIGNATURE_FAILURE",
            "X509_V_ERR_CRL_SIGNATURE_FAILURE",
            "X509_V_ERR_CERT_NOT_YET_VALID",
            "X509_V_ERR_CERT_HAS_EXPIRED",
            "X509_V_ERR_CRL_NOT_YET_VALID",
            "X509_V_ERR_CRL_HAS_EXPIRED",
            "X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD",
            "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
            "X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD",
            "X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD",
            "X509_V_ERR_OUT_OF_MEM",
            "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT",
            "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN",
            "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
            "X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "X509_V_ERR_CERT_CHAIN_TOO_LONG",
            "X509_V_ERR_CERT_REVOKED",
            "X509_V_ERR_NO_ISSUER_PUBLIC_KEY",
            "X509_V_ERR_PATH_LENGTH_EXCEEDED",
            "X509_V_ERR_INVALID_PURPOSE",
            "X509_V_ERR_CERT_UNTRUSTED",
            "X509_V_ERR_CERT_REJECTED",
            "X509_V_ERR_SUBJECT_ISSUER_MISMATCH",
            "X509_V_ERR_AKID_SKID_MISMATCH",
            "X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH",
            "X509_V_ERR_KEYUSAGE_NO_CERTSIGN",
            "X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER",
            "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION",
            "X509_V_ERR_KEYUSAGE_NO_CRL_SIGN",
            "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION",
            "X509_V_ERR_INVALID_NON_CA",
            "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED",
            "X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE",
            "X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED",
            "X509_V_ERR_INVALID_EXTENSION",
            "X509_V_ERR_INVALID_POLICY_EXTENSION",
            "X509_V_ERR_NO_EXPLICIT_POLICY",
            "X509_V_ERR_DIFFERENT_CRL_SCOPE",
            "X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE",
            "X509_V_ERR_UNNESTED_RESOURCE",
            "X509_V_ERR_PERMITTED_VIOLATION",
            "X509_V_ERR_EXCLUDED_VIOLATION",
            "X509_V_ERR_SUBTREE_MINMAX",
            "X509_V_ERR_APPLICATION_VERIFICATION",
            "X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE",
            "X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX",
            "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX",
            "X509_V_ERR_CRL_PATH_VALIDATION_ERROR",
            "X509_V_ERR_PATH_LOOP",
            "X509_V_ERR_SUITE_B_INVALID_VERSION",
            "X509_V_ERR_SUITE_B_INVALID_ALGORITHM",
            "X509_V_ERR_SUITE_B_INVALID_CURVE",
            "X509_V_ERR_SUITE_B_INVALID_SIGNATURE_ALGORITHM",
            "X509_V_ERR_SUITE_B_LOS_NOT_ALLOWED",
            "X509_V_ERR_SUITE_B_CANNOT_SIGN_P_384_WITH_P_256",
            "X509_V_ERR_HOSTNAME_MISMATCH",
            "X509_V_ERR_EMAIL_MISMATCH",
            "X509_V_ERR_IP_ADDRESS_MISMATCH",
            "X509_V_ERR_DANE_NO_MATCH",
            "X509_V_ERR_EE_KEY_TOO_SMALL",
            "X509_V_ERR_CA_KEY_TOO_SMALL",
            "X509_V_ERR_CA_MD_TOO_WEAK",
            "X509_V_ERR_INVALID_CALL",
            "X509_V_ERR_STORE_LOOKUP",
            "X509_V_ERR_NO_VALID_SCTS",
            "X509_V_ERR_PROXY_SUBJECT_NAME_VIOLATION",
            "X509_V_ERR_OCSP_VERIFY_NEEDED",
            "X509_V_ERR_OCSP_VERIFY_FAILED",
            "X509_V_ERR_OCSP_CERT_UNKNOWN",
            "X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM",
            "X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH",
            "X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY",
            "X509_V_ERR_INVALID_CA",
            "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA",
            "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN",
            "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA",
            "X509_V_ERR_ISSUER_NAME_EMPTY",
            "X509_V_ERR_SUBJECT_NAME_EMPTY",
            "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER",
            "X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER",
            "X509_V_ERR_EMPTY_SUBJECT_ALT_NAME",
            "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL",
            "X509_V_ERR_CA_BCONS_NOT_CRITICAL",
            "X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL",
            "X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL",
            "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE",
            "X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3",
            "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS");

    /// <summary>A number without a name stays a number.</summary>
    private static bool Name(in SampleContext context, ref Sample sample)
    {
        if ((ulong)sample.Integer >= (ulong)Names.Length)
        {
            return SampleCasts.TryCast(ref sample, SampleType.Text, context.Scratch);
        }

        sample.SetText(Names[(int)sample.Integer]);
        return true;
    }

    private static byte[][] Bytes(params ReadOnlySpan<string> names)
    {
        byte[][] bytes = new byte[names.Length][];
        for (int i = 0; i < names.Length; i++)
        {
            bytes[i] = Encoding.ASCII.GetBytes(names[i]);
        }

        return bytes;
    }
}
