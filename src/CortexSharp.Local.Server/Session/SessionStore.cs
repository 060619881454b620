using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CortexSharp.Local.Server.Session;

/// <summary>The sessions by their tokens. A session token is good for an hour and renewed with the master token, which is good for four.</summary>
/// <param name="time">The clock.</param>
internal sealed class SessionStore(TimeProvider time)
{
    /// <summary>How long a session token is good.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <summary>How long a master token is good.</summary>
    public static readonly TimeSpan MasterLifetime = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);
    private long _lastNumber;
    private long _expiredThrough;

    /// <summary>Gives a session its first tokens.</summary>
    public SessionTokens Open(UserSession session)
    {
        Forget();
        return Issue(session);
    }

    /// <summary>Gives a session new tokens; those before stay good for their time, since requests with them may be on their way.</summary>
    /// <param name="masterToken">Its master token.</param>
    /// <exception cref="SessionException">The token is unknown, expired, or the session closed.</exception>
    public (UserSession Session, SessionTokens Tokens) Renew(string? masterToken)
    {
        var token = Find(masterToken, isMaster: true);
        return token.Issued + MasterLifetime <= time.GetUtcNow() ? throw SessionException.MasterTokenExpired : (token.Session, Issue(token.Session));
    }

    /// <summary>The session of a request.</summary>
    /// <param name="sessionToken">Its session token.</param>
    /// <exception cref="SessionException">The token is unknown, expired, or the session closed.</exception>
    public UserSession Require(string? sessionToken)
    {
        var token = Find(sessionToken, isMaster: false);
        return token.Issued + TokenLifetime <= time.GetUtcNow() || token.Number <= Volatile.Read(ref _expiredThrough)
            ? throw SessionException.TokenExpired
            : token.Session;
    }

    /// <summary>Lets all session tokens given so far expire; master tokens stay good.</summary>
    public void ExpireTokens() => Volatile.Write(ref _expiredThrough, Volatile.Read(ref _lastNumber));

    private Token Find(string? token, bool isMaster)
    {
        if (token is null || !_tokens.TryGetValue(token, out var known) || known.IsMaster != isMaster)
            throw SessionException.TokenInvalid;
        return known.Session.IsClosed ? throw SessionException.SessionGone : known;
    }

    private SessionTokens Issue(UserSession session)
    {
        var tokens = new SessionTokens(NewToken(), NewToken());
        Add(tokens.Session, isMaster: false);
        Add(tokens.Master, isMaster: true);
        return tokens;

        void Add(string token, bool isMaster) => _tokens[token] = new(session, time.GetUtcNow(), Interlocked.Increment(ref _lastNumber), isMaster);
    }

    // An expired token is known for a while yet: its holder is to renew it, not to log in.
    private void Forget()
    {
        var before = time.GetUtcNow() - (2 * MasterLifetime);
        foreach (var (text, token) in _tokens)
        {
            if (token.Issued < before)
                _tokens.TryRemove(text, out _);
        }
    }

    private static string NewToken() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    private sealed record Token(UserSession Session, DateTimeOffset Issued, long Number, bool IsMaster);
}
