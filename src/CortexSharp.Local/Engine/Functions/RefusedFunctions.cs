using System.Collections.Frozen;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions that Snowflake has and this engine knowingly has not.</summary>
internal static class RefusedFunctions
{
    private static readonly FrozenSet<string> All = new[]
    {
        // Collation, compression, encryption.
        "COLLATE", "COLLATION", "COMPRESS", "DECOMPRESS_BINARY", "DECOMPRESS_STRING", "ENCRYPT", "ENCRYPT_RAW", "DECRYPT", "DECRYPT_RAW",
        "TRY_DECRYPT", "TRY_DECRYPT_RAW", "ZIPF", "PARSE_IP",
        // Numbers beyond 64 bits.
        "MD5_NUMBER_LOWER64", "MD5_NUMBER_UPPER64",
        // XML.
        "PARSE_XML", "CHECK_XML", "TO_XML", "XMLGET", "STRIP_XML",
        // A VARIANT holds JSON's own types here.
        "AS_BINARY", "AS_DATE", "AS_TIME", "AS_TIMESTAMP_LTZ", "AS_TIMESTAMP_NTZ", "AS_TIMESTAMP_TZ",
        "IS_BINARY", "IS_DATE", "IS_DATE_VALUE", "IS_TIME", "IS_TIMESTAMP_LTZ", "IS_TIMESTAMP_NTZ", "IS_TIMESTAMP_TZ",
        // Maps, structured types, higher-order functions.
        "FILTER", "TRANSFORM", "REDUCE", "MAP_CAT", "MAP_CONTAINS_KEY", "MAP_DELETE", "MAP_INSERT", "MAP_KEYS", "MAP_PICK", "MAP_SIZE",
        // Sketches.
        "HLL_ACCUMULATE", "HLL_COMBINE", "HLL_ESTIMATE", "HLL_EXPORT", "HLL_IMPORT", "APPROX_PERCENTILE_ACCUMULATE", "APPROX_PERCENTILE_COMBINE",
        "APPROX_PERCENTILE_ESTIMATE", "APPROX_TOP_K", "APPROX_TOP_K_ACCUMULATE", "APPROX_TOP_K_COMBINE", "APPROX_TOP_K_ESTIMATE", "MINHASH",
        "MINHASH_COMBINE", "APPROXIMATE_JACCARD_INDEX", "APPROXIMATE_SIMILARITY", "BITMAP_BIT_POSITION", "BITMAP_BUCKET_NUMBER", "BITMAP_COUNT",
        "BITMAP_CONSTRUCT_AGG", "BITMAP_OR_AGG",
        // Geography, search, sessions, files.
        "ST_POINT", "ST_DISTANCE", "ST_MAKEPOINT", "TO_GEOGRAPHY", "TO_GEOMETRY", "H3_LATLNG_TO_CELL", "SEARCH", "SEARCH_IP",
        "GET_DDL", "LAST_QUERY_ID", "LAST_TRANSACTION", "CURRENT_TRANSACTION", "CURRENT_STATEMENT", "RESULT_SCAN", "GET_PRESIGNED_URL",
        "GET_STAGE_LOCATION", "BUILD_SCOPED_FILE_URL", "TO_FILE", "FL_IS_IMAGE",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<string> Names => All;

    /// <summary>Whether Snowflake has a function; those of its system are too many to be listed.</summary>
    public static bool Contains(string function) => All.Contains(function) || function.StartsWith("SYSTEM$", StringComparison.Ordinal);
}
