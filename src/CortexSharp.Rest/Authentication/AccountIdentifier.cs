namespace CortexSharp.Rest.Authentication;

/// <summary>The forms in which Snowflake wants an account's identifier ("Account identifiers", "Using key-pair authentication" of its
/// documentation).</summary>
internal static class AccountIdentifier
{
    private const string Domain = ".snowflakecomputing.com";

    /// <summary>The host name: an '_' of the account's name becomes '-', as no certificate fits a host name with an underscore.</summary>
    /// <param name="account">An identifier such as <c>myorg-myaccount</c>, <c>xy12345.eu-central-1</c> or <c>myorg-myaccount.privatelink</c>.</param>
    public static string Host(string account) => WithoutDomain(account).Replace('_', '-').ToLowerInvariant() + Domain;

    /// <summary>The account's name in a token: upper case, without region, cloud and <c>.privatelink</c>; its underscores stay.</summary>
    /// <param name="account">An identifier in any form that <see cref="Host"/> takes.</param>
    public static string InToken(string account)
    {
        account = WithoutDomain(account);
        // A connection of the "global" form has its region behind a '-' (the sample programs of the key-pair page).
        var end = account.Contains(".global", StringComparison.OrdinalIgnoreCase)
            ? account.IndexOf('-', StringComparison.Ordinal)
            : account.IndexOf('.', StringComparison.Ordinal);
        return (end < 0 ? account : account[..end]).ToUpperInvariant();
    }

    /// <summary>Whether it can be an identifier: letters, digits, '_', '-' and '.'.</summary>
    public static bool IsValid(string account) =>
        account.Length > 0 && account.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string WithoutDomain(string account) =>
        account.EndsWith(Domain, StringComparison.OrdinalIgnoreCase) ? account[..^Domain.Length] : account;
}
