using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Text;
using Engine.Http;
using Engine.Proxy.Samples;
using Engine.Proxy.Users;

namespace Engine.Stages.Fetches;

/// <summary>What the client says about who it is, and whether that is true (CFG 7.3.6 http_auth and its kin; RFC 7617, RFC 6750).</summary>
internal static class AuthFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("http_auth", "True when the list has the user with that password; no value without a user and password.", SampleNeeds.RequestHead, arguments => Create(arguments, groups: false)),
        new("http_auth_bearer", "The token of Authorization: Bearer, or of another header.", SampleNeeds.RequestHead, static arguments => new BearerFetch(arguments.Has(0) ? arguments.Bytes(0) : [])),
        new("http_auth_group", "The user's name when the list has it with that password; in an ACL, each of the user's groups.", SampleNeeds.RequestHead, arguments => Create(arguments, groups: true)),
        FetchRow.Of("http_auth_pass", "The password the client sent.", SampleNeeds.RequestHead, Password),
        FetchRow.Of("http_auth_type", "The scheme of Authorization, such as Basic.", SampleNeeds.RequestHead, Scheme),
        FetchRow.Of("http_auth_user", "The user name the client sent.", SampleNeeds.RequestHead, User),
    ];

    private static bool Scheme(in SampleContext context, ref Sample sample)
    {
        ReadOnlySpan<byte> value = Authorization(context);
        int end = value.IndexOf((byte)' ');
        sample.SetText(end < 0 ? value : value[..end]);
        return !value.IsEmpty;
    }

    private static bool User(in SampleContext context, ref Sample sample)
    {
        bool known = TryReadBasic(context, out ReadOnlySpan<byte> user, out _);
        sample.SetText(user);
        return known;
    }

    private static bool Password(in SampleContext context, ref Sample sample)
    {
        bool known = TryReadBasic(context, out _, out ReadOnlySpan<byte> password);
        sample.SetText(password);
        return known;
    }

    private static SampleFetch? Create(SampleCallArguments arguments, bool groups)
    {
        string name = arguments.Text(0);
        if (!arguments.Compiler.Names.UserLists.TryGetValue(name, out UserListShared? users))
        {
            arguments.Error($"there is no userlist named '{name}'", "declare it, or correct the name");
            return null;
        }

        return groups ? new GroupFetch(users) : new VerifiedFetch(users);
    }

    private static ReadOnlySpan<byte> Authorization(scoped in SampleContext context)
    {
        int index = context.Exchange.UsesProxyConnection ? context.Request.IndexOf("Proxy-Authorization"u8) : context.Request.IndexOf(FieldName.Authorization);
        return index < 0 ? default : context.Request.ValueOf(context.Request.Fields[index]);
    }

    /// <summary>RFC 7617 section 2: user-id and password around the first colon, in base64.</summary>
    private static bool TryReadBasic(scoped in SampleContext context, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> password)
    {
        user = password = default;
        if (!TryReadCredentials(Authorization(context), "Basic"u8, out ReadOnlySpan<byte> encoded)
            || !context.Scratch.TryTake(Base64.GetMaxDecodedFromUtf8Length(encoded.Length), out Span<byte> room)
            || Base64.DecodeFromUtf8(encoded, room, out _, out int length) != OperationStatus.Done)
        {
            return false;
        }

        ReadOnlySpan<byte> text = room[..length];
        int colon = text.IndexOf((byte)':');
        if (colon < 0)
        {
            return false;
        }

        user = text[..colon];
        password = text[(colon + 1)..];
        return true;
    }

    private static bool TryReadCredentials(ReadOnlySpan<byte> value, ReadOnlySpan<byte> scheme, out ReadOnlySpan<byte> credentials)
    {
        credentials = default;
        if (value.Length <= scheme.Length || value[scheme.Length] != (byte)' ' || !Ascii.EqualsIgnoreCase(value[..scheme.Length], scheme))
        {
            return false;
        }

        credentials = value[scheme.Length..].TrimStart((byte)' ');
        return !credentials.IsEmpty;
    }

    private static byte[][]? GroupsOf(UserListShared users, in SampleContext context) =>
        TryReadBasic(context, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> password) ? users.Verify(user, password) : null;

    private sealed class VerifiedFetch(UserListShared users) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            bool known = TryReadBasic(context, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> password);
            sample.Set(known && users.Verify(user, password) is not null);
            return known;
        }
    }

    private sealed class GroupFetch(UserListShared users) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (GroupsOf(users, context) is not { } groups)
            {
                return false;
            }

            if (!sample.Iterates)
            {
                return User(context, ref sample);
            }

            int next = sample.Cursor++;
            sample.HasMore = next + 1 < groups.Length;
            sample.SetText(next < groups.Length ? groups[next] : default);
            return next < groups.Length;
        }
    }

    /// <summary>RFC 6750 section 2.1; a header of another name may hold the token without the scheme.</summary>
    private sealed class BearerFetch(byte[] header) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            int index = header.Length == 0 ? context.Request.IndexOf(FieldName.Authorization) : context.Request.IndexOf(header);
            if (index < 0)
            {
                return false;
            }

            ReadOnlySpan<byte> value = context.Request.ValueOf(context.Request.Fields[index]);
            bool hasScheme = TryReadCredentials(value, "Bearer"u8, out ReadOnlySpan<byte> token);
            sample.SetText(hasScheme ? token : value);
            return hasScheme || (header.Length > 0 && !value.IsEmpty);
        }
    }
}
