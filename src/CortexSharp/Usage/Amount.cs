using System.Globalization;

namespace CortexSharp.Usage;

/// <summary>What something costs, in its unit. An amount that is not known is <see langword="null"/>, never zero.</summary>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct Amount(decimal Value, AmountUnit Unit)
{
    /// <summary>An amount of AI credits.</summary>
    /// <param name="value">How many.</param>
    public static Amount OfAiCredits(decimal value) => new(value, AmountUnit.AiCredit);

    /// <summary>An amount of platform credits.</summary>
    /// <param name="value">How many.</param>
    public static Amount OfPlatformCredits(decimal value) => new(value, AmountUnit.PlatformCredit);

    /// <summary>An amount of money.</summary>
    /// <param name="value">How much.</param>
    /// <param name="currency">The currency's code, such as <c>USD</c>.</param>
    public static Amount OfMoney(decimal value, string currency) => new(value, AmountUnit.Money(currency));

    /// <summary>The sum of two amounts of one unit.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">Another amount.</param>
    /// <exception cref="InvalidOperationException">The units differ: convert one by a rate first, see <see cref="PriceBook.Convert"/>.</exception>
    public static Amount operator +(Amount left, Amount right) => new(left.Value + right.Of(left.Unit), left.Unit);

    /// <summary>The difference of two amounts of one unit.</summary>
    /// <param name="left">The amount to take from.</param>
    /// <param name="right">The amount to take away.</param>
    /// <exception cref="InvalidOperationException">The units differ.</exception>
    public static Amount operator -(Amount left, Amount right) => new(left.Value - right.Of(left.Unit), left.Unit);

    /// <summary>So many times the amount.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="factor">How many times.</param>
    public static Amount operator *(Amount amount, decimal factor) => amount with { Value = amount.Value * factor };

    /// <summary>A part of the amount.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="parts">Into how many parts.</param>
    /// <exception cref="DivideByZeroException">There are no parts.</exception>
    public static Amount operator /(Amount amount, decimal parts) => amount with { Value = amount.Value / parts };

    /// <inheritdoc cref="op_Addition"/>
    public static Amount Add(Amount left, Amount right) => left + right;

    /// <inheritdoc cref="op_Subtraction"/>
    public static Amount Subtract(Amount left, Amount right) => left - right;

    /// <inheritdoc cref="op_Multiply"/>
    public static Amount Multiply(Amount amount, decimal factor) => amount * factor;

    /// <inheritdoc cref="op_Division"/>
    public static Amount Divide(Amount amount, decimal parts) => amount / parts;

    /// <summary>The number and its unit, such as <c>0.0125 AI credit</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.############} {Unit}");

    private decimal Of(AmountUnit unit) => Unit == unit
        ? Value
        : throw new InvalidOperationException(
            $"An amount in {Unit} cannot be added to one in {unit}; give a price book a rate between them and convert one first.");
}
