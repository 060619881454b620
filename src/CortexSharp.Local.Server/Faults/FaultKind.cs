namespace CortexSharp.Local.Server.Faults;

/// <summary>What may go wrong between a client and Snowflake, on demand.</summary>
public enum FaultKind
{
    /// <summary>The request is refused with 429, and nothing is run.</summary>
    Throttle,

    /// <summary>The SQL API says 202, ask again, though the statement may have ended.</summary>
    Pending,

    /// <summary>The connection breaks before anything is run.</summary>
    DropBefore,

    /// <summary>The request is carried out, and the connection breaks before the answer.</summary>
    DropAfter,

    /// <summary>The request is refused with 401 as if its token had expired, and nothing is run.</summary>
    ExpireToken,

    /// <summary>The answer ends in its middle: an event stream with an error event, anything else by a broken connection.</summary>
    FailMidStream,

    /// <summary>The second half of the answer arrives as zero bytes, under a status of success.</summary>
    Garble,
}
