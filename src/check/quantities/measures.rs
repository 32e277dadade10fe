//! One measure in two systems: miles and kilometres, degrees Fahrenheit and Celsius.

use super::Value;

/// How far a rounded conversion may be off.
const ROUNDED: f64 = 0.1;

/// Metric units in one unit of the other system: mile (km), foot (m, cm), inch (cm, mm), yard (m), pound (kg), ounce (g), gallon of
/// both kinds (l), acre (ha), stone (kg). Source: Directive 80/181/EEC, chapter on units for specialised use.
const FACTORS: [f64; 12] =
    [1.609_344, 0.3048, 30.48, 2.54, 25.4, 0.9144, 0.453_592, 28.35, 3.785, 4.546, 0.404_686, 6.35];

/// Whether two numbers may be one length or weight, `metric` being the metric one of them.
#[must_use]
pub fn is_conversion(other: Value, metric: Value) -> bool {
    let (other, metric) = (other.to_float(), metric.to_float());
    let near = |factor: f64| other > 0.0 && (other * factor - metric).abs() <= ROUNDED * metric;
    FACTORS.iter().any(|f| near(*f))
}

/// Whether two numbers may be one temperature, or one difference of temperatures, the first in degrees Fahrenheit.
#[must_use]
pub fn is_temperature(other: Value, metric: Value) -> bool {
    let (other, metric) = (other.to_float(), metric.to_float());
    ((other - 32.0) / 1.8 - metric).abs() <= 1.0 || (other / 1.8 - metric).abs() <= 1.2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miles_feet_and_degrees() {
        for (other, metric) in [("45", "72"), ("190", "300"), ("6", "1.83"), ("1", "2.5"), ("0.5", "1.3")] {
            let read = |t| Value::parse(t).unwrap_or(Value::whole(0));
            assert!(is_conversion(read(other), read(metric)), "{other} {metric}");
        }
        assert!(is_temperature(Value::whole(80), Value::whole(27)));
        assert!(is_temperature(Value::whole(10), Value::whole(5)), "ten degrees more, five degrees more");
        assert!(!is_temperature(Value::whole(80), Value::whole(15)));
        assert!(!is_conversion(Value::whole(340), Value::whole(430)));
    }
}
