namespace CortexSharp.TrainingData;

/// <summary>A kind of personal data that patterns find. A pattern rather finds too much than too little.</summary>
/// <param name="Value">The word, which also stands in the place of what is redacted.</param>
public readonly record struct PersonalDataKind(string Value)
{
    /// <summary>Addresses of e-mail.</summary>
    public static PersonalDataKind Email { get; } = new("EMAIL");

    /// <summary>International bank account numbers.</summary>
    public static PersonalDataKind Iban { get; } = new("IBAN");

    /// <summary>Numbers by which a state knows a person: of the US, the UK, France, Spain, Italy, Sweden, Germany and India.</summary>
    public static PersonalDataKind NationalId { get; } = new("NATIONAL_ID");

    /// <summary>Payment cards: every run of 13 to 19 digits that begins as issuers' numbers do, whether its check digit is right or not.</summary>
    public static PersonalDataKind PaymentCard { get; } = new("PAYMENT_CARD");

    /// <summary>Network addresses, version 4 and 6.</summary>
    public static PersonalDataKind IpAddress { get; } = new("IP_ADDRESS");

    /// <summary>Phone numbers.</summary>
    public static PersonalDataKind Phone { get; } = new("PHONE");

    /// <summary>Names from the user's list; no pattern knows a name.</summary>
    public static PersonalDataKind Name { get; } = new("NAME");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
